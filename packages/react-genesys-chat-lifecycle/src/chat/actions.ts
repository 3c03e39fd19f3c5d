import type { NoticeBubble, OpenOptions, StartOptions } from '../platform/port.ts'

/**
 * What happened to a text. `held`: the segment is closed, and the guard asks the customer whether to send it as a new request.
 * `blocked`: the segment is closed, and the guard sends nothing.
 *
 * @example
 * const isGone = ({ status }: SendResult) => status === 'sent'
 */
export interface SendResult {
  readonly status: 'sent' | 'held' | 'blocked'
}

/**
 * What can be done to the chat. Every promise settles, and rejects with {@link ChatCommandError}.
 *
 * @example
 * const { start, send, end } = useGenesysChatLifecycle()
 * await start({ form: { firstname: 'Joe' } })
 * await send('Hello')
 * await end({ closeWindow: true })
 */
export interface ChatActions {
  /**
   * Starts a chat without opening a window. Waits for an end that is under way. Calls during a start share that start.
   *
   * @example await chat.start({ form: { firstname: 'Joe' } })
   */
  start(options?: StartOptions): Promise<void>
  /**
   * Sends a text. Checks first whether the session is still there, because the widget would lose the text silently. A text that the
   * guard holds or blocks is no error: see the status.
   *
   * @example
   * const { status } = await chat.send('Hello')
   * if (status !== 'blocked') input.value = ''
   */
  send(text: string): Promise<SendResult>
  /** Tells the other side that the customer is typing. */
  sendTyping(): Promise<void>
  /**
   * Ends the chat, and with `closeWindow` closes the window once the chat has ended. Waits for a session that is being started
   * or restored. Without a session it resolves. Calls during an end share that end.
   */
  end(options?: { closeWindow?: boolean }): Promise<void>
  /**
   * Makes the page ready for the next customer, as a logout on a shared device needs it. In every tab, it ends the chat, closes the
   * window, calls `forgetToken`, and deletes what this library keeps of the customer: held texts, the transcript, unread messages, times
   * and decisions. On Genesys Widgets it also takes back the data that was attached to the chat, which the widget would attach to the
   * next one. A start during a reset waits for it.
   *
   * Held texts and messages disappear at once. Rejects when something was not done, and names it. The rest is done all the same.
   *
   * @example
   * await chat.reset().catch(reportError)
   * location.assign('/login')
   */
  reset(): Promise<void>
  /**
   * Opens the widget's window. Resolves once it is open, also when it was open already. With `form.autoSubmit` the form is submitted
   * at once: then it resolves when the chat has started, and rejects with the reason when the start was refused.
   *
   * @example await chat.openWindow({ form: { firstname: 'Joe', autoSubmit: true }, userData: { basket: '42' } })
   */
  openWindow(options?: OpenOptions): Promise<void>
  /** Closes the widget's window. Resolves also when it is closed. A regular chat that goes on opens it again. */
  closeWindow(): Promise<void>
  /**
   * Adds a line to the widget's transcript, as text. Rejects with the widget's `No chat session to inject into.` while the window
   * is closed, or if the customer was not seen to join.
   */
  injectNotice(text: string, bubble?: NoticeBubble): Promise<void>
}
