import { button, element, icon } from '../../widget/view/element.ts'
import { composerView } from './composerView.ts'
import { type ConversationState, NOTHING } from './conversation.ts'
import type { Choice } from './items.ts'
import { messageView } from './messageView.ts'

const BIN = 'M6 7h12l-1 14H7zm3-3h6l1 2h4v1.5H4V6h4z'
const CLOSE =
  'M5.6 4.2 12 10.6l6.4-6.4 1.4 1.4-6.4 6.4 6.4 6.4-1.4 1.4-6.4-6.4-6.4 6.4-1.4-1.4 6.4-6.4-6.4-6.4z'

/** What the window asks of the service. */
export interface WindowActions {
  send(text: string): void
  choose(choice: Choice): void
  press(choice: Choice): void
  type(): void
  upload(files: readonly File[]): void
  loadOlder(): void
  clear(): void
  startNew(): void
  close(): void
}

export interface WindowOptions {
  readonly canClear: boolean
  readonly fileTypes: readonly string[]
  readonly actions: WindowActions
}

export interface WindowView {
  readonly root: HTMLElement
  render(state: ConversationState): void
  focus(): void
}

/** The window: a header, the messages, and where the customer writes. */
export function windowView({ canClear, fileTypes, actions }: WindowOptions): WindowView {
  const composer = composerView({ ...actions, fileTypes })
  const list = element('div', { class: 'messages', role: 'log', 'aria-label': 'Messages', tabindex: '0' })
  const welcome = element('p', { class: 'welcome' }, 'Send us a message, and we will answer here.')
  const older = button({ class: 'plain older' }, actions.loadOlder, 'Load earlier messages')
  const typing = element('p', { class: 'typing', 'aria-live': 'polite' })
  const banner = element('p', { class: 'banner', role: 'status' })
  const bin = button({ class: 'icon bin', 'aria-label': 'Clear conversation' }, () => confirm(), icon(BIN))
  const panel = element('div', { class: 'panel' }, list, typing, banner, composer.root)
  const root = element(
    'section',
    { class: 'window', role: 'dialog', 'aria-label': 'Messenger' },
    element(
      'header',
      { class: 'header' },
      element('h1', {}, 'Messenger'),
      bin,
      button({ class: 'icon', 'aria-label': 'Close Messenger' }, actions.close, icon(CLOSE)),
    ),
    panel,
  )

  function confirm(): void {
    const back = () => {
      question.remove()
      panel.inert = false
      composer.focus()
    }
    const cancel = button({ class: 'plain' }, back, 'Cancel')
    const question = element(
      'div',
      { class: 'question', role: 'alertdialog', 'aria-label': 'Clear conversation' },
      element('h2', {}, 'Clear conversation?'),
      element('p', {}, 'This ends the conversation and removes its messages. It cannot be undone.'),
      element(
        'div',
        { class: 'answers' },
        cancel,
        button(
          { class: 'primary' },
          () => {
            back()
            actions.clear()
          },
          'Clear',
        ),
      ),
    )
    panel.inert = true
    root.append(question)
    cancel.focus()
  }

  const views = new Map<string, HTMLElement>()
  function renderItems({ items, hasOlder }: ConversationState): void {
    const wanted = items.flatMap((item) => {
      const view = views.get(item.time) ?? messageView(item, actions)
      if (view) views.set(item.time, view)
      return view ? [view] : []
    })
    for (const time of views.keys()) if (!items.some((item) => item.time === time)) views.delete(time)
    const nodes = wanted.length > 0 ? [...(hasOlder ? [older] : []), ...wanted] : [welcome]
    // What stays is not moved, so that a screen reader says only what is new.
    for (const node of [...list.children]) if (!nodes.includes(node as HTMLElement)) node.remove()
    nodes.forEach((node, at) => {
      if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null)
    })
  }

  const view: WindowView = {
    root,
    render(state) {
      const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
      renderItems(state)
      const name = state.items.findLast((item) => !item.isMine && item.presence === undefined)?.name
      typing.textContent = state.isTyping ? `${name ?? 'The other side'} is typing…` : ''
      banner.textContent = state.isOffline ? 'You are offline. Reconnecting…' : (state.error ?? '')
      banner.hidden = banner.textContent === ''
      typing.hidden = !state.isTyping
      bin.hidden = !(canClear && state.isActive)
      composer.setReadOnly(state.isReadOnly)
      composer.setAttached(state.attached)
      // Whatever is shown beside the list makes it smaller.
      if (isAtEnd) list.scrollTop = list.scrollHeight
    },
    focus: () => {
      list.scrollTop = list.scrollHeight
      composer.focus()
    },
  }
  view.render(NOTHING)
  return view
}
