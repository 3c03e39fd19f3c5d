import type { MessengerPlugin } from 'genesys-models/messenger'
import { type Item, toItem } from './items.ts'

/** What the window shows. */
export interface ConversationState {
  /** Oldest first. */
  readonly items: readonly Item[]
  readonly isReadOnly: boolean
  readonly isOffline: boolean
  readonly isTyping: boolean
  readonly hasOlder: boolean
  readonly isActive: boolean
  readonly error: string | undefined
  /** The names of files that the next message takes along. */
  readonly attached: readonly string[]
}

export const NOTHING: ConversationState = {
  items: [],
  isReadOnly: false,
  isOffline: false,
  isTyping: false,
  hasOlder: false,
  isActive: false,
  error: undefined,
  attached: [],
}

type Data = Readonly<Record<string, unknown>>

/** Follows MessagingService from its own frame. Calls back after every change. */
export function followConversation(
  plugin: MessengerPlugin,
  onChange: (state: ConversationState) => void,
  fileName: () => string,
): void {
  let state = NOTHING
  const change = (next: Partial<ConversationState>) => {
    state = { ...state, ...next }
    onChange(state)
  }
  const on = (event: string, next: (data: Data) => Partial<ConversationState>) =>
    plugin.subscribe(`MessagingService.${event}`, (envelope: { data?: Data }) =>
      change(next(envelope.data ?? {})),
    )

  on('started', ({ readOnly }) => ({ isActive: true, isReadOnly: readOnly === true, error: undefined }))
  on('messagesReceived', ({ messages }) => ({
    items: merge(state.items, messages),
    isTyping: false,
    error: undefined,
  }))
  on('restored', ({ messages }) => ({ items: merge([], messages), hasOlder: true }))
  on('oldMessages', ({ messages }) => ({ items: merge(state.items, messages) }))
  on('historyComplete', () => ({ hasOlder: false }))
  on('typingReceived', () => ({ isTyping: true }))
  on('typingTimeout', () => ({ isTyping: false }))
  on('conversationDisconnected', () => ({ isTyping: false }))
  // Live, it is the message. On every restore, it is the answer of the server, which says whether.
  on('readOnlyConversation', (data) => ({ isReadOnly: data.class === undefined || isReadOnlyFrame(data) }))
  on('conversationReset', () => ({ ...NOTHING, isActive: true }))
  on('conversationCleared', () => NOTHING)
  on('sessionCleared', () => NOTHING)
  on('sessionExpired', () => ({
    ...NOTHING,
    error: 'This session has expired. Send a message to start a new one.',
  }))
  on('offline', () => ({ isOffline: true, isTyping: false }))
  on('reconnected', () => ({ isOffline: false }))
  on('error', ({ error }) => ({ error: wordsOf(error as Data | undefined) }))
  on('fileUploaded', () => ({ attached: [...state.attached, fileName()] }))
  on('sendingMessage', () => ({ attached: [] }))
  on('fileUploadError', () => ({ error: wordsOf(undefined) }))
}

function isReadOnlyFrame({ body }: Data): boolean {
  return (body as Data | undefined)?.readOnly === true
}

/** By time: a message that is known is not added again. */
function merge(items: readonly Item[], messages: unknown): Item[] {
  const byTime = new Map(items.map((item) => [item.time, item]))
  for (const message of (messages ?? []) as unknown[]) {
    const item = toItem(message)
    byTime.set(item.time, byTime.get(item.time) ?? item)
  }
  return [...byTime.values()].sort((a, b) => (a.time < b.time ? -1 : 1))
}

function wordsOf(frame: Data | undefined): string {
  const { body } = frame ?? {}
  const { errorMessage } = (body ?? {}) as Data
  const words = typeof body === 'string' ? body : errorMessage
  return typeof words === 'string' ? words : 'Something went wrong. Try again.'
}
