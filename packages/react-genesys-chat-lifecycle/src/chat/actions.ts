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
   * Receives the part that was sent, from 0 to 1. Genesys Widgets report no progress: it is called with 0 when the upload
   * begins, and with 1 when the service has the file.
   */
  onProgress?: ((part: number) => void) | undefined
}

/**
 * The actions of a chat. Every promise settles. Each rejects with a {@link ChatCommandError}.
 *
 * @example
 * const { start, send, end } = useGenesysChatLifecycle()
 * await start({ form: { firstname: 'Joe' } })
 * await send('Hello')
 * await end({ closeWindow: true })
 */
export interface ChatActions {
  /**
   * Starts a chat without opening a window. Waits until a chat that is ending has ended. Calls during a start return the same promise,
   * unless `end()` or `reset()` was called since.
   *
   * @throws rejects with the reason if the server refuses the start, and with `cancelled` if `end()` or `reset()` is called while it waits
   * @example await chat.start({ form: { firstname: 'Joe' } })
   */
  start(options?: StartOptions): Promise<void>
  /**
   * Sends a text, or what the customer chose in a message. Checks first whether the session still exists, because the widget
   * would lose the text silently. A text that the guard holds or blocks is not an error: read the `status`.
   *
   * @throws rejects with `rejected` during an end and after it, and with `unavailable` while the page is offline
   *
   * @example
   * const { status } = await chat.send('Hello')
   * if (status !== 'blocked') input.value = ''
   * @example
   * message.quickReplies.map((choice) => <button onClick={() => chat.send(choice)}>{choice.text}</button>)
   */
  send(message: string | MessageChoice): Promise<SendResult>
  /**
   * Uploads a file. It appears in the transcript at once. In a closed segment, a guard with `followUps` blocks it. An upload
   * may take five minutes.
   *
   * @throws rejects with `file-type`, `file-size` or `file-count` if the service does not accept the file, before the upload if
   * the service announces its limits; with `unsupported` on Genesys Cloud web chat, which takes no files
   *
   * @example
   * await chat.sendFile(input.files[0], { onProgress: (part) => setPart(part) })
   */
  sendFile(file: File, options?: SendFileOptions): Promise<SendResult>
  /**
   * Resolves with the files that the service accepts in this chat, or with null if the service does not say. GMS announces
   * limits, Digital Channels do not.
   *
   * @throws rejects with `unsupported` if no files can be sent
   *
   * @example
   * const limits = await chat.getFileLimits()
   * input.accept = limits?.accept?.join() ?? ''
   */
  getFileLimits(): Promise<FileLimits | null>
  /**
   * Attaches data to the interaction, for agents and routing. Data that was attached before stays. Without a chat the widget
   * keeps it for the next one. The transcript does not show it.
   *
   * @throws rejects with `unsupported` during a Genesys Cloud web chat: pass the data to `start` instead
   *
   * @example await chat.updateUserData({ basket: '42' })
   */
  updateUserData(data: Readonly<Record<string, unknown>>): Promise<void>
  /**
   * Tells the other side that the customer is typing. Call it while the customer types into a chat UI of your own.
   *
   * @throws rejects without a chat, and with `unavailable` without the widget
   * @example <input onInput={() => chat.sendTyping().catch(() => {})} />
   */
  sendTyping(): Promise<void>
  /**
   * Ends the chat. With `closeWindow`, closes the window after the chat has ended. Waits for a chat that is being started or
   * restored. Without a chat it does nothing. Calls during an end return the same promise.
   *
   * @throws rejects if the platform refuses, or with `timeout` if no answer came in time; the chat may still end then
   * @example await chat.end({ closeWindow: true })
   */
  end(options?: { closeWindow?: boolean }): Promise<void>
  /**
   * Makes the page ready for the next customer, for example at a logout on a shared device. In every tab, it ends the chat,
   * closes the window, calls `forgetToken`, and deletes what this library keeps of the customer: held texts, the transcript,
   * the unread count, times and decisions. On Genesys Widgets it also removes attached data that the widget would attach to the
   * next chat. A start during a reset waits for it.
   *
   * Held texts and messages disappear at once.
   *
   * @throws rejects if a part failed, and names that part; the other parts are done
   *
   * @example
   * await chat.reset().catch(reportError)
   * location.assign('/login')
   */
  reset(): Promise<void>
  /**
   * Opens the widget's window. A minimised or hidden window is shown again. Resolves with `form` if the customer has to fill in
   * the form, and with `joined` if the window shows an earlier chat. `form.autoSubmit` submits the form: then it resolves with
   * `started` when the chat has started, or with `form` if the form's own validation refuses it.
   *
   * @throws rejects if the server refuses the start, and if you pass a form to a window that is already open without a chat
   *
   * @example await chat.openWindow({ form: { firstname: 'Joe', autoSubmit: true }, userData: { basket: '42' } })
   */
  openWindow(options?: OpenOptions): Promise<OpenResult>
  /**
   * Closes the widget's window. Resolves with `closed`, also if it was closed before. Resolves with `asking` if the customer
   * has begun to fill in the form: the widget asks them first. During a regular chat the widget opens the window again: end the
   * chat first.
   *
   * @throws rejects if the page has no window, or if the widget refuses
   *
   * @example
   * const { status } = await chat.closeWindow()
   */
  closeWindow(): Promise<CloseResult>
  /**
   * Adds a line to the widget's transcript, as text.
   *
   * @throws rejects with the widget's `No chat session to inject into.` while the window is closed, or if the widget has not
   * seen the customer join; and on Messenger, whose transcript takes no lines
   * @example await chat.injectNotice('An agent will be with you in five minutes.', { time: false })
   */
  injectNotice(text: string, bubble?: NoticeBubble): Promise<void>
}
