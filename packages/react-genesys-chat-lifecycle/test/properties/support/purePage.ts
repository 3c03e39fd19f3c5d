import { type ChatEvent, type ReadMessage, readSignals } from '../../../src/chat/events.ts'
import { isSegment } from '../../../src/chat/memory.ts'
import { readBatch, type ServerMessage } from '../../../src/platform/genesys-widgets/readMessages.ts'
import { initialRecord, type ChatRecord, reduceChat } from '../../../src/chat/reducer.ts'
import { isDecided } from '../../../src/chat/segment.ts'
import { interactionState } from '../../../src/chat/signals/signal.ts'
import { TRANSLATIONS } from '../../../src/platform/genesys-widgets/translate.ts'
import type { RecordingEntry } from '../../../src/testing/index.ts'
import { SESSION } from './deliveries.ts'
import type { WireMessage } from './life.ts'

/** A page without time: the reducer, and what it is told of a recording. */
export interface PurePage {
  readonly state: ChatRecord
  dispatch(event: ChatEvent): void
  take(entry: RecordingEntry): void
}

const SIGNALS = [interactionState()]

const read = (messages: readonly ServerMessage[]): readonly ReadMessage[] =>
  messages.map((message) => ({ ...message, closes: readSignals(message, SIGNALS, () => {}) }))

/** The server's messages, as the reducer gets them. */
export const readWire = (messages: readonly WireMessage[]): readonly ReadMessage[] =>
  read(readBatch({ originalMessages: messages }).messages)

/** What the reducer is told of a `messageReceived`. */
export function messagesEvent(data: unknown): ChatEvent {
  const { messages, isHistoric } = readBatch(data)
  return { type: 'messages', messages: read(messages), isHistoric, now: 0 }
}

export function createPurePage(): PurePage {
  let state = initialRecord
  let stored = 'null'

  const dispatch = (event: ChatEvent): void => {
    const { segment } = state
    state = reduceChat(state, event)
    if (isDecided(segment, state.segment)) stored = JSON.stringify(state.segment)
  }
  const join = (): void => {
    const memory: unknown = JSON.parse(stored)
    dispatch({ type: 'joined', sessionId: SESSION, memory: isSegment(memory) ? memory : null })
  }
  const tell: Record<string, (data: Record<string, unknown>) => void> = {
    'App.ready': () => dispatch({ type: 'bus', status: 'connected' }),
    'WebChatService.started': join,
    'WebChatService.restored': join,
    'WebChatService.capabilitiesChanged': ({ async }) => dispatch({ type: 'async', isAsync: async === true }),
    'WebChatService.messageReceived': (data) => dispatch(messagesEvent(data)),
    'WebChat.ready': () => dispatch({ type: 'window', window: 'closed' }),
  }

  return {
    get state() {
      return state
    },
    dispatch,
    take(entry) {
      if ('mark' in entry) state = initialRecord
      if (!('event' in entry)) return
      // As the listener does.
      const isObject = typeof entry.data === 'object' && entry.data !== null
      const data = (isObject ? entry.data : {}) as Record<string, unknown>
      const told = tell[entry.event]
      const translated = told ? null : TRANSLATIONS[entry.event]?.(data)
      if (told) told(data)
      else if (translated) dispatch(translated)
    },
  }
}
