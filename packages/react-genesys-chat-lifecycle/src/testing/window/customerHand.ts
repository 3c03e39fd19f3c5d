import type { FileInput } from '../service/sendFile.ts'
import { type ChatWindow, SERVICE } from './chatWindow.ts'
import type { WindowState } from './windowState.ts'

/** The customer's side of the window: what a hand can do to it. A view calls these, and so do tests. */
export interface WebChatWindow {
  /** A new object after each change. */
  readonly state: Readonly<WindowState>
  /** `injectMessage`'s texts that are in the transcript now. */
  readonly notices: string[]
  /** Runs after each change. Returns what takes the listener off again. */
  onChange(listener: () => void): () => void
  /** Puts text into the input. */
  setDraft(text: string): void
  /** A key pressed in the input: told as typing, with what stands there. */
  typeKey(): void
  /** Sends `text`, else what is in the input. The input is cleared, whatever becomes of the message. */
  send(text?: string): void
  /** Sends the first file of a file input. */
  sendFile(input: FileInput): void
  fillForm(fields: Record<string, string>): void
  submitForm(): void
  pressMinimize(): void
  /** The cross: asks first while a chat is on. */
  pressClose(): void
  /** Says yes to `state.dialog`. */
  confirmDialog(): void
  cancelDialog(): void
  dismissAlert(): void
}

/** The longest text the input takes. */
const MAX_LENGTH = 500

export function createCustomerHand(chat: ChatWindow): WebChatWindow {
  const { plugin, inner, view } = chat
  return {
    get state() {
      return chat.shown
    },
    get notices() {
      return view.transcript.filter((entry) => entry.type === 'injected').map((entry) => entry.text)
    },
    onChange: (listener) => chat.onChange(listener),
    setDraft: (draft) => chat.change({ draft }),
    typeKey: () => void plugin.command(`${SERVICE}.sendTyping`, { isTyping: true, message: view.draft }),
    send(text) {
      if (!view.inputEnabled) return
      const message = (text ?? view.draft).slice(0, MAX_LENGTH).trim()
      if (message === '') return
      plugin.command(`${SERVICE}.sendMessage`, { message, type: 'text' })
      chat.change({ draft: '' })
    },
    sendFile: (input) => void plugin.command(`${SERVICE}.sendFile`, { files: input }),
    fillForm: (fields) => chat.change({ form: { ...view.form, ...fields } }),
    submitForm: () => chat.submit(),
    pressMinimize: () => void plugin.command('minimize'),
    pressClose() {
      if (view.inputEnabled) chat.change({ dialog: 'end' })
      else plugin.command('close')
    },
    confirmDialog() {
      const { dialog } = view
      chat.change({ dialog: undefined })
      if (dialog === 'end') plugin.command(`${SERVICE}.endChat`)
      if (dialog === 'close' && inner.closeCall) chat.close(inner.closeCall)
      inner.closeCall = undefined
    },
    cancelDialog() {
      inner.closeCall = undefined
      chat.change({ dialog: undefined })
    },
    dismissAlert: () => chat.change({ alert: undefined }),
  }
}
