import type { Page } from './page.ts'

/** The customer at the page. What is missing here, `bus.command` can do. */
export interface CustomerActor {
  /** Opens the window and submits the form at once; with `false`, leaves the form open. */
  open(form?: Record<string, string> | false): void
  /** Starts a chat without a window, as a page with a UI of its own does. */
  start(form?: Record<string, string>): void
  /** Writes into the window's input and sends; without an open window, `WebChatService.sendMessage`. */
  say(text: string): void
  /** Presses a key in the input. */
  type(): void
  minimize(minimized?: boolean): void
  /** `WebChat.close`: on a regular chat that is alive the window comes back. */
  close(): void
  /** `WebChatService.endChat`. */
  end(): void
}

const DEFAULT_FORM = { firstname: 'Joe', lastname: 'Doe' }

export function createCustomer(page: () => Page): CustomerActor {
  const command = (name: string, data?: unknown): void => void page().facade.command(name, data)
  return {
    open(form = DEFAULT_FORM) {
      command('WebChat.open', form === false ? {} : { form: { autoSubmit: true, ...form } })
    },
    start(form = DEFAULT_FORM) {
      command('WebChatService.startChat', { form })
    },
    say(text) {
      const { chatWindow } = page()
      if (chatWindow?.state.open) chatWindow.send(text)
      else command('WebChatService.sendMessage', { message: text })
    },
    type() {
      const { chatWindow } = page()
      if (chatWindow?.state.open) chatWindow.typeKey()
      else command('WebChatService.sendTyping')
    },
    minimize: (minimized) => command('WebChat.minimize', minimized === undefined ? {} : { minimized }),
    close: () => command('WebChat.close'),
    end: () => command('WebChatService.endChat'),
  }
}
