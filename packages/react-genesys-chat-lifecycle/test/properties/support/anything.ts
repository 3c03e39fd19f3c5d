import fc from 'fast-check'
import type { RecordingEntry } from 'genesys-models/replay'
import { SESSION } from './deliveries.ts'
import type { Told } from './holds.ts'

/** Events of any name that we listen to, with anything for their data. */
export interface Nonsense extends Told {
  readonly events: readonly RecordingEntry[]
}

const EVENTS = [
  ...['ready', 'started', 'restored', 'messageReceived', 'ended', 'error', 'sessionLost', 'restoreFailed'],
  ...['pollingStarted', 'pollingStopped', 'capabilitiesChanged', 'agentConnected', 'agentDisconnected'],
  ...['agentTypingStarted', 'agentTypingStopped', 'disconnected', 'reconnected', 'restoreTimeout'],
].map((name) => `WebChatService.${name}`)
const WINDOW_EVENTS = ['ready', 'opened', 'submitted', 'rejected', 'closed', 'minimized', 'unminimized'].map(
  (name) => `WebChat.${name}`,
)

const json = fc.jsonValue({ maxDepth: 2 })
/** Mostly what is expected, so that the rest is read at all. */
const mostly = (...values: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: json })

const message = fc.record(
  {
    type: mostly('Text', 'System', 'ParticipantJoined', 'ParticipantLeft', 'Message'),
    from: fc.oneof(
      json,
      fc.record(
        {
          type: mostly('Agent', 'Client', 'Bot', 'System'),
          participantId: mostly('a1', 'c1'),
          name: mostly('Anna'),
        },
        { requiredKeys: [] },
      ),
    ),
    index: mostly('1795343393091-1', '1795343393091-10', '1795343393092-0', '179534339309117', 5, null),
    event: mostly('InteractionStateChange'),
    data: fc.oneof(json, fc.record({ interactionState: mostly('Finalizing', 'Completed') })),
    utcTime: mostly('2026-11-22T10:31:45.769Z'),
    text: mostly('hi'),
    url: mostly(''),
  },
  { requiredKeys: [] },
)
const messages = fc.oneof({ weight: 4, arbitrary: fc.array(fc.oneof(message, json), { maxLength: 4 }) }, json)

const data = fc.oneof(
  json,
  fc.record(
    {
      originalMessages: messages,
      messages,
      oldMessages: mostly(true, false),
      async: mostly(true, false),
      data: fc.oneof(json, fc.record({ sessionId: mostly(SESSION, 'session-2') })),
      errors: mostly([{ code: 'c', text: 't' }], [null]),
      sessionId: mostly(SESSION),
    },
    { requiredKeys: [] },
  ),
)

const entry: fc.Arbitrary<RecordingEntry> = fc
  .record({
    event: fc.oneof(
      { weight: 2, arbitrary: fc.constant('WebChatService.messageReceived') },
      { weight: 3, arbitrary: fc.constantFrom(...EVENTS) },
      { weight: 1, arbitrary: fc.constantFrom(...WINDOW_EVENTS) },
    ),
    data,
  })
  .map(({ event, data }) => ({ time: 0, publisher: event.split('.')[0] ?? '', event, data }))

/** A chat that has begun, then anything. */
export const nonsense: fc.Arbitrary<Nonsense> = fc.array(entry, { maxLength: 12 }).map((events) => ({
  about: 'anything for the payload of any event',
  mode: 'async',
  events: [
    { time: 0, publisher: 'App', event: 'App.ready', data: {} },
    {
      time: 0,
      publisher: 'WebChatService',
      event: 'WebChatService.data.sessionActive',
      data: { value: false },
    },
    { time: 0, publisher: 'WebChatService', event: 'WebChatService.ready', data: {} },
    {
      time: 0,
      publisher: 'WebChatService',
      event: 'WebChatService.capabilitiesChanged',
      data: { async: true },
    },
    {
      time: 0,
      publisher: 'WebChatService',
      event: 'WebChatService.started',
      data: { data: { sessionId: SESSION } },
    },
    ...events.map((each, n) => ('event' in each ? { ...each, time: (n + 1) * 100 } : each)),
  ],
}))
