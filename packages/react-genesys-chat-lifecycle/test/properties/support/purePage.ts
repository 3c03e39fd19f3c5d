import type { RecordingEntry } from 'genesys-models/replay'
import type { ChatEvent } from '../../../src/chat/events.ts'
import { isSegment } from '../../../src/chat/memory.ts'
import type { ReadMessage } from '../../../src/chat/readMessage.ts'
import { type ChatRecord, initialRecord, reduceChat } from '../../../src/chat/reducer.ts'
import { isDecided } from '../../../src/chat/segment.ts'
import { interactionState } from '../../../src/chat/signals/interactionState.ts'
import { detectClose } from '../../../src/chat/signals/signal.ts'
import { TRANSLATIONS } from '../../../src/platform/genesys-widgets/translate.ts'
import type { ServerMessage } from '../../../src/platform/message.ts'
import type { PlatformEvent } from '../../../src/platform/port.ts'
import { readBatch } from '../../support/read.ts'
import { SESSION } from './deliveries.ts'
import type { WireMessage } from './life.ts'

/** A page without time: the reducer, and what a recording makes of it. */
export interface PurePage {
  readonly state: ChatRecord
  dispatch(event: ChatEvent): void
  take(entry: RecordingEntry): void
}

const SIGNALS = [interactionState()]

const read = (messages: readonly ServerMessage[]): readonly ReadMessage[] =>
  messages.map((message) => ({ ...message, closes: detectClose(message, SIGNALS, () => {}) }))

/** The server's messages as the reducer receives them. */
export const readWire = (messages: readonly WireMessage[]): readonly ReadMessage[] =>
  read(readBatch({ originalMessages: messages }).messages)

/** The reducer's event for a `messageReceived`. */
export function messagesEvent(data: unknown): ChatEvent {
  const { messages, isPage } = readBatch(data)
  return { type: 'messages', messages: read(messages), source: isPage ? 'page' : 'live', now: 0 }
}

/** As `Chat` passes on the events that `TRANSLATIONS` makes. Nobody on this page asks for an end. */
function toChatEvent(event: PlatformEvent): ChatEvent {
  switch (event.type) {
    case 'typing':
    case 'connection':
    case 'window':
    case 'error':
    case 'starting':
    case 'startFailed':
      return event
    case 'ended':
      return { type: 'ended', reason: event.reason ?? 'customer' }
    default:
      throw new Error(`a translation to ${event.type}, which this page does not know`)
  }
}

export function createPurePage(): PurePage {
  let state = initialRecord
  let stored = 'null'

  const dispatch = (event: ChatEvent): void => {
    const { segment } = state
    state = reduceChat(state, event)
    if (isDecided(segment, state.segment)) stored = JSON.stringify(state.segment)
  }
  const join = (restoredBefore: number, startedAt: number | null): void => {
    const memory: unknown = JSON.parse(stored)
    dispatch({
      type: 'joined',
      sessionId: SESSION,
      memory: isSegment(memory) ? memory : null,
      restoredBefore,
      startedAt,
    })
  }
  const handlers: Record<string, (data: Record<string, unknown>, time: number) => void> = {
    'App.ready': () =>
      dispatch({
        type: 'status',
        status: 'connected',
        platform: 'genesys-widgets',
        transport: 'digital-channels',
      }),
    'WebChatService.started': (_, time) => join(0, time),
    'WebChatService.restored': () => join(Number.POSITIVE_INFINITY, null),
    'WebChatService.capabilitiesChanged': ({ async }) => dispatch({ type: 'mode', isAsync: async === true }),
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
      // As the bus reader does.
      const isObject = typeof entry.data === 'object' && entry.data !== null
      const data = (isObject ? entry.data : {}) as Record<string, unknown>
      const handle = handlers[entry.event]
      const translated = handle ? null : TRANSLATIONS[entry.event]?.(data)
      if (handle) handle(data, entry.time)
      else if (translated) dispatch(toChatEvent(translated))
    },
  }
}
