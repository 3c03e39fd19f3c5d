import type { WidgetPage } from 'genesys-models/widget'

/** The customer on the page. For anything else, use `bus.command`. */
export interface CustomerActor {
  /** Opens the window and submits the form. `false` leaves the form open. */
  open(form?: Record<string, string> | false): void
  /** Starts a chat without a window, as a page with its own chat UI does. */
  start(form?: Record<string, string>): void
  /** Sends from the window's input; without an open window, by `WebChatService.sendMessage`. */
  say(text: string): void
  /** Presses a key in the input. */
  type(): void
  minimize(minimized?: boolean): void
  /** `WebChat.close`. During a live regular chat, the window opens again. */
  close(): void
  /** `WebChatService.endChat`. */
  end(): void
}

const DEFAULT_FORM = { firstname: 'Joe', lastname: 'Doe' }

export function createCustomerActor(page: () => WidgetPage): CustomerActor {
  const command = (name: string, data?: unknown): void => void page().facade.command(name, data)
  return {
    open(form = DEFAULT_FORM) {
      command('WebChat.open', form === false ? {} : { form: { autoSubmit: true, ...form } })
    },
    start(form = DEFAULT_FORM) {
      // GMS takes the names beside the form, the others those in it.
      command('WebChatService.startChat', { ...form, form })
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
