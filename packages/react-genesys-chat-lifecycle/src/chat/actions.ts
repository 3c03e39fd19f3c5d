import type { MessageChoice } from '../platform/message.ts'
import type {
  CloseResult,
  FileLimits,
  NoticeBubble,
  OpenOptions,
  OpenResult,
  StartOptions,
} from '../platform/port.ts'

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
 * Options of {@link ChatActions.sendFile}.
 *
 * @example
 * const options: SendFileOptions = { onProgress: (part) => bar.setAttribute('value', String(part)) }
 */
export interface SendFileOptions {
  /**
   * Receives the part that was sent, from 0 to 1. Genesys Widgets tell nothing in between: it is called with 0 when the upload begins,
   * and with 1 when the service has the file.
   */
  onProgress?: ((part: number) => void) | undefined
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
   * Sends a text, or what the customer chose in a message. Checks first whether the session is still there, because the widget would lose the text silently. A text that the
   * guard holds or blocks is no error: see the status.
   *
   * @example
   * const { status } = await chat.send('Hello')
   * if (status !== 'blocked') input.value = ''
   * @example
   * message.quickReplies.map((choice) => <button onClick={() => chat.send(choice)}>{choice.text}</button>)
   */
  send(message: string | MessageChoice): Promise<SendResult>
  /**
   * Uploads a file. It appears in the transcript at once. A file that the service does not accept rejects with `file-type`, `file-size`
   * or `file-count`, before the upload where the service announces its limits. Rejects with `unsupported` where the transport takes no
   * files, which is Genesys Cloud web chat. In a closed segment a guard with `followUps` blocks it. An upload may take five minutes.
   *
   * @example
   * await chat.sendFile(input.files[0], { onProgress: (part) => setPart(part) })
   */
  sendFile(file: File, options?: SendFileOptions): Promise<SendResult>
  /**
   * Resolves with the files that the service accepts in this chat, or null where it does not say: GMS announces limits, Digital Channels
   * do not. Rejects with `unsupported` where no files can be sent.
   *
   * @example
   * const limits = await chat.getFileLimits()
   * input.accept = limits?.accept?.join() ?? ''
   */
  getFileLimits(): Promise<FileLimits | null>
  /**
   * Attaches data to the interaction, where agents and routing see it. Without a chat the widget keeps it for the next one. On Genesys
   * Cloud web chat it rejects with `unsupported` in a chat: pass the data to `start`. What was attached before stays. The data is not in the
   * transcript.
   *
   * @example await chat.updateUserData({ basket: '42' })
   */
  updateUserData(data: Readonly<Record<string, unknown>>): Promise<void>
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
   * Opens the widget's window, and resolves with what it met: `form` where the customer has to fill in the form, `joined` where the window
   * shows a chat that was there before. With `form.autoSubmit` the form is submitted at once: then it resolves with `started` when the chat
   * has started, and rejects with the reason when the start was refused. A form that its own validation refuses stays open: `form`. A
   * window that is open without a chat takes no form, and rejects. A window that is minimised or hidden is shown again.
   *
   * @example await chat.openWindow({ form: { firstname: 'Joe', autoSubmit: true }, userData: { basket: '42' } })
   */
  openWindow(options?: OpenOptions): Promise<OpenResult>
  /**
   * Closes the widget's window, and resolves with what it met. Resolves with `closed` also when it was closed. `asking`: the customer has
   * begun to fill in the form, so the widget asks them whether to close it. A regular chat that goes on opens the window again.
   *
   * @example
   * const { status } = await chat.closeWindow()
   */
  closeWindow(): Promise<CloseResult>
  /**
   * Adds a line to the widget's transcript, as text. Rejects with the widget's `No chat session to inject into.` while the window
   * is closed, or if the customer was not seen to join.
   */
  injectNotice(text: string, bubble?: NoticeBubble): Promise<void>
}
