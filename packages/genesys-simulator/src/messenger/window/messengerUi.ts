import { button, icon } from '../../widget/view/element.ts'
import type { ConversationState } from './conversation.ts'
import { createMessengerFrame } from './messengerFrame.ts'
import { type ToastContent, toastView } from './toastView.ts'
import { type WindowOptions, windowView } from './windowView.ts'

const BUBBLE = 'M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5.5 4.5V17H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z'
const DOWN = 'M12 16.4 4.6 9l1.8-1.8 5.6 5.6 5.6-5.6L19.4 9z'

interface MessengerUiOptions extends WindowOptions {
  readonly primaryColor: string
  readonly toggle: () => void
}

/** All that is drawn: the launcher, the window, a toast. */
export interface MessengerUi {
  render(state: ConversationState): void
  showWindow(isOpen: boolean): void
  showLauncher(isVisible: boolean): void
  showToast(toast: ToastContent, onAnswer: (isAccepted: boolean) => void): void
  hideToast(): void
  remove(): void
}

export function createMessengerUi(options: MessengerUiOptions): MessengerUi {
  const frame = createMessengerFrame(options.primaryColor)
  const view = windowView(options)
  const launcher = button({ class: 'launcher' }, options.toggle)
  let hasWindow = false
  let hasLauncher = false
  let toast: HTMLElement | undefined

  function draw(): void {
    frame.fit({ hasLauncher, hasWindow, hasToast: toast !== undefined })
    launcher.replaceChildren(icon(hasWindow ? DOWN : BUBBLE))
    launcher.setAttribute('aria-label', hasWindow ? 'Close Messenger' : 'Open Messenger')
    launcher.setAttribute('aria-expanded', String(hasWindow))
    const parts = [hasWindow && view.root, toast, hasLauncher && launcher]
    const wanted = parts.filter((part): part is HTMLElement => part instanceof Object)
    for (const part of [...frame.body.children]) if (!wanted.includes(part as HTMLElement)) part.remove()
    wanted.forEach((part, at) => {
      if (frame.body.children[at] !== part) frame.body.insertBefore(part, frame.body.children[at] ?? null)
    })
  }
  return {
    render: view.render,
    showWindow(isOpen) {
      hasWindow = isOpen
      draw()
      if (isOpen) view.focus()
      else if (hasLauncher) launcher.focus()
    },
    showLauncher(isVisible) {
      hasLauncher = isVisible
      draw()
    },
    showToast(content, onAnswer) {
      toast = toastView(content, onAnswer)
      draw()
    },
    hideToast() {
      toast = undefined
      draw()
    },
    remove: frame.remove,
  }
}
