import type { FileInput } from '../service/serviceTransport.ts'
import { type ChatWindow, SERVICE } from './chatWindow.ts'
import type { WindowState } from './windowState.ts'

/** What the customer sees of the window and can do to it. Views and tests use it. */
export interface WebChatWindow {
  /** A new object after each change. */
  readonly state: Readonly<WindowState>
  /** The texts of `injectMessage` that are in the transcript now. */
  readonly notices: string[]
  /** Calls the listener after each change. Returns a function that removes it. */
  onChange(listener: () => void): () => void
  setDraft(text: string): void
  /** Presses a key in the input, which is reported as typing. */
  typeKey(): void
  /** Sends `text`, or what is in the input. The input is cleared even when the message is not sent. */
  send(text?: string): void
  /** Sends the first file of a file input. */
  sendFile(input: FileInput): void
  fillForm(fields: Record<string, string>): void
  submitForm(): void
  pressMinimize(): void
  /** Presses the close button, which asks first during a chat. */
  pressClose(): void
  /** Answers `state.dialog` with yes. */
  confirmDialog(): void
  cancelDialog(): void
  dismissAlert(): void
}

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
