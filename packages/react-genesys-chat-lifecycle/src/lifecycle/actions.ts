/**
 * The form and data of a new chat, as the widget's `startChat` takes them.
 *
 * @example
 * const options: StartOptions = { form: { firstname: 'Joe' }, userData: { basket: '42' } }
 *
 * @see docs/real-widget.md, "WebChatService"
 */
export interface StartOptions {
  /** What a registration form would hold. */
  form?: Readonly<Record<string, string | boolean>>
  /** Attached to the interaction. */
  userData?: Readonly<Record<string, unknown>>
}

/**
 * How a notice in the widget's transcript looks. The vendor's options, without those that take HTML.
 *
 * @example
 * const bubble: NoticeBubble = { time: false, direction: 'none', fill: '#eef' }
 *
 * @see docs/real-widget.md, "injectMessage"
 */
export interface NoticeBubble {
  fill?: string
  radius?: string
  /** `false` leaves the time out. */
  time?: false
  /** `false` leaves the name out. */
  name?: false
  direction?: 'left' | 'right' | 'none'
  /** `false` leaves the avatar out. */
  avatar?: false | { icon?: string }
}

/**
 * What one can do. Every promise settles; what rejects, rejects with {@link ChatCommandError}.
 *
 * @example
 * const { start, send, end } = useGenesysChatLifecycle()
 * await start({ form: { firstname: 'Joe' } })
 * await send('Hello')
 * await end({ closeWindow: true })
 *
 * @see docs/real-widget.md, "Commands"
 */
export interface ChatActions {
  /**
   * Starts a chat (`WebChatService.startChat`), without opening a window. Waits for an end under way. Whoever calls while a
   * start is under way gets the same start.
   *
   * @example await chat.start({ form: { firstname: 'Joe' } })
   */
  start(options?: StartOptions): Promise<void>
  /** Sends a text. Asks first whether the session is still there, since the widget would lose the text silently. */
  send(text: string): Promise<void>
  /** Tells the other side that the customer is typing. */
  sendTyping(): Promise<void>
  /**
   * Ends the session once, and with `closeWindow` closes the window after the end is known. Without a session there is
   * nothing to end, and it resolves; a session that is being started or restored is waited for. Whoever calls while an end is
   * under way gets the same end.
   */
  end(options?: { closeWindow?: boolean }): Promise<void>
  /** Opens the widget's window; resolves also when it is open already. */
  openWindow(): Promise<void>
  /** Closes the widget's window; resolves also when it is closed. A regular chat that goes on opens it again. */
  closeWindow(): Promise<void>
  /**
   * Puts a line into the widget's transcript, as text. Rejects with the widget's `No chat session to inject into.` while
   * the window is closed or the customer was not seen to join.
   */
  injectNotice(text: string, bubble?: NoticeBubble): Promise<void>
}
