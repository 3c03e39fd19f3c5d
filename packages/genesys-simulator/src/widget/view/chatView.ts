import type { WebChatWindow } from 'genesys-models/widget'
import { createAlert } from './alert.ts'
import { createComposer } from './composer.ts'
import { createDialog } from './dialog.ts'
import { button, element, icon } from './element.ts'
import { createHeader } from './header.ts'
import { createMessages } from './messages.ts'
import { createOverlay } from './overlay.ts'
import { createRegistrationForm } from './registrationForm.ts'
import { words } from './words.ts'

const CHAT =
  'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM8 9.5h8M8 13h5'

/** What the view cannot do by itself. */
export interface ChatViewActions {
  /** The button in the page's corner was pressed. */
  readonly open: () => void
  /** Fetches an older page. Tells whether there may be more. */
  readonly loadEarlier: () => Promise<boolean>
}

/** The window on the page. */
export interface ChatView {
  readonly root: HTMLElement
  /** Puts the button into the page's corner whenever the window is closed. */
  showLauncher(): void
  /** The window has gone: until then it is on its way out, and what is opened now would go with it. */
  closed(): void
  /** The chat could not be started. */
  rejected(): void
}

/** Draws a chat window into the page and keeps it up to date. */
export function createChatView(
  chat: WebChatWindow,
  actions: ChatViewActions,
  { uploads = false }: { readonly uploads?: boolean } = {},
): ChatView {
  let launcherWanted = false
  let openedByHand = false
  let wasOpen = false
  let goingAway = false
  let focusLauncher = false

  const launcher = button(
    { class: 'gsim-launcher', 'aria-haspopup': 'dialog', hidden: true },
    () => {
      openedByHand = true
      actions.open()
    },
    icon(CHAT),
    words.launch,
  )
  const header = createHeader(chat)
  const form = createRegistrationForm(chat)
  const messages = createMessages(actions.loadEarlier)
  const composer = createComposer(chat, uploads)
  const alert = createAlert(chat)
  const overlay = createOverlay('overlay')
  const staticOverlay = createOverlay('staticOverlay')
  const dialog = createDialog(chat)

  const conversation = element(
    'div',
    { class: 'gsim-conversation' },
    messages.root,
    overlay.root,
    staticOverlay.root,
  )
  const body = element('div', { class: 'gsim-body' }, alert.root, form.root, conversation, composer.root)
  const panel = element(
    'section',
    { class: 'gsim-window cx-webchat', role: 'dialog', 'aria-labelledby': 'gsim-title', hidden: true },
    header.root,
    body,
    dialog.root,
  )
  const root = element('div', { class: 'gsim' }, launcher, panel)

  function update(): void {
    const { state } = chat
    for (const part of [header, form, messages, composer, alert, overlay, staticOverlay, dialog])
      part.update(state)
    conversation.hidden = state.view !== 'transcript'
    const footerHidden = [state.overlay, state.staticOverlay].some((over) => over?.visible && over.hideFooter)
    composer.root.hidden = state.view !== 'transcript' || footerHidden
    panel.classList.toggle('gsim-minimized', state.minimized)
    body.hidden = state.minimized
    const hadFocus = panel.contains(document.activeElement)
    panel.hidden = !state.open || state.hidden
    if (state.open !== wasOpen) goingAway = !state.open
    launcher.hidden = !launcherWanted || state.open || goingAway
    if (state.open && !wasOpen && openedByHand) (state.view === 'form' ? form : composer).focus()
    if (!state.open && wasOpen) {
      focusLauncher = hadFocus
      openedByHand = false
    }
    wasOpen = state.open
  }

  function closed(): void {
    goingAway = false
    update()
    // Whoever closed the window by keyboard is put back where it was opened from.
    if (focusLauncher) launcher.focus()
    focusLauncher = false
  }

  chat.onChange(update)
  update()
  return {
    root,
    showLauncher() {
      launcherWanted = true
      update()
    },
    closed,
    rejected: form.rejected,
  }
}
