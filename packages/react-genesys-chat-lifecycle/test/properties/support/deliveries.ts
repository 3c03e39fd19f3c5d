import fc from 'fast-check'
import type { Recording, RecordingEntry } from 'genesys-models/replay'
import { type Life, lives, type WireMessage } from './life.ts'
import { truthOf } from './truth.ts'

/** A session, and one way in which a page may come to hear of it. */
export interface Story extends Recording {
  readonly life: Life
  readonly isAsync: boolean
}

type Step =
  | { readonly do: 'live'; readonly n: number; readonly isReversed: boolean }
  | { readonly do: 'lose'; readonly n: number }
  | { readonly do: 'again' | 'page'; readonly from: number; readonly n: number }
  | { readonly do: 'reload'; readonly n: number }
  | {
      readonly do: 'late' | 'opened' | 'closed' | 'minimized' | 'unminimized' | 'resolve' | 'reject' | 'noise'
    }

/** What may go wrong on the way from the server to the page. */
export interface Trouble {
  /** Batches that never come, or long after others. */
  readonly loss?: boolean
  /** The page is loaded again; the server gives the last few messages. */
  readonly reloads?: boolean
  /** The same again, and older pages. */
  readonly repeats?: boolean
  /** The window opens and closes, the widget takes or refuses notices, and other things happen meanwhile. */
  readonly widget?: boolean
}

const few = fc.integer({ min: 1, max: 4 })
const somewhere = fc.nat({ max: 20 })

function steps({ loss, reloads, repeats, widget }: Trouble): fc.Arbitrary<readonly Step[]> {
  const live = fc.record({ do: fc.constant('live' as const), n: few, isReversed: fc.boolean() })
  const simple = (
    ...names: ('late' | 'opened' | 'closed' | 'minimized' | 'unminimized' | 'resolve' | 'reject' | 'noise')[]
  ) => fc.constantFrom(...names).map((name) => ({ do: name }))
  const options: { weight: number; arbitrary: fc.Arbitrary<Step> }[] = [{ weight: 6, arbitrary: live }]
  if (loss) {
    options.push({ weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), n: few }) })
    options.push({ weight: 1, arbitrary: simple('late') })
  }
  if (reloads)
    options.push({ weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), n: somewhere }) })
  if (repeats) {
    const arbitrary = fc.record({
      do: fc.constantFrom('again' as const, 'page' as const),
      from: somewhere,
      n: few,
    })
    options.push({ weight: 2, arbitrary })
  }
  if (widget) {
    options.push({ weight: 4, arbitrary: simple('opened', 'closed', 'resolve', 'reject') })
    options.push({ weight: 1, arbitrary: simple('minimized', 'unminimized', 'noise') })
  }
  return fc.array(fc.oneof(...options), { maxLength: 24 })
}

export const SESSION = 'session-1'

const envelope = (time: number, event: string, data: unknown = {}): RecordingEntry => ({
  time,
  publisher: event.split('.')[0] ?? '',
  event,
  data,
})
/** One of the widget's own copies, which only the widget reads: it accepts notices once the customer has joined. */
const CUSTOMER_JOINED = { type: 'ParticipantJoined', from: { type: 'Client', name: 'Joe' } }
const batch = (messages: readonly WireMessage[], oldMessages = false): unknown => ({
  originalMessages: messages,
  messages: [CUSTOMER_JOINED],
  restoring: false,
  oldMessages,
})

/** Turns a life and steps into the event stream that a page would have seen. What no step delivers comes at the end. */
function deliver(life: Life, isAsync: boolean, wanted: readonly Step[]): Story {
  const events: RecordingEntry[] = []
  let time = 1_795_343_400_000
  let said = 0
  let lost: WireMessage[] = []
  let heard: WireMessage[] = []
  const tell = (event: string, data?: unknown): void => {
    time += 100
    events.push(envelope(time, event, data))
  }
  const hear = (messages: readonly WireMessage[], isOld = false): void => {
    if (messages.length === 0) return
    heard = [...heard, ...messages]
    tell('WebChatService.messageReceived', batch(messages, isOld))
  }
  const load = (active: boolean): void => {
    tell('App.ready')
    tell('WebChatService.data.sessionActive', { value: active })
    tell('WebChatService.ready')
    tell('WebChatService.capabilitiesChanged', { async: isAsync })
    tell('WebChat.ready')
  }
  const next = (n: number): readonly WireMessage[] => {
    const messages = life.messages.slice(said, said + n)
    said += messages.length
    return messages
  }

  load(false)
  tell('WebChatService.started', { data: { sessionId: SESSION, token: 'secret' } })
  tell('WebChatService.data.sessionActive', { value: true })
  for (const step of wanted) {
    switch (step.do) {
      case 'live': {
        const messages = next(step.n)
        hear(step.isReversed ? [...messages].reverse() : messages)
        break
      }
      case 'lose':
        lost = [...lost, ...next(step.n)]
        break
      case 'late':
        hear(lost)
        lost = []
        break
      case 'again':
        hear(heard.slice(step.from, step.from + step.n))
        break
      case 'page':
        hear(
          life.messages
            .slice(0, said)
            .slice(step.from, step.from + step.n)
            .reverse(),
          true,
        )
        break
      case 'reload':
        events.push({ mark: 'page reload' })
        load(true)
        tell('WebChatService.restored', { async: isAsync })
        hear(life.messages.slice(Math.max(0, said - step.n - 1), said))
        break
      case 'resolve':
        events.push({ command: 'WebChat.injectMessage', outcome: 'resolved' })
        break
      case 'reject':
        events.push({
          command: 'WebChat.injectMessage',
          outcome: 'rejected: No chat session to inject into.',
        })
        break
      case 'noise':
        for (const name of ['agentTypingStarted', 'disconnected', 'reconnected', 'pollingStarted']) {
          tell(`WebChatService.${name}`)
        }
        break
      default:
        tell(`WebChat.${step.do}`)
    }
  }
  while (said < life.messages.length) hear(next(3))
  return {
    about: 'a session and how it was heard of',
    mode: isAsync ? 'async' : 'regular',
    events,
    life,
    isAsync,
  }
}

/** Any session, heard of in any way that the troubles allow. */
export const stories = (trouble: Trouble): fc.Arbitrary<Story> =>
  fc
    .record({ life: lives, isAsync: fc.boolean(), wanted: steps(trouble) })
    // A page that never heard who was there cannot tell a goodbye from a takeover.
    .filter(({ life, isAsync }) => !trouble.loss || !truthOf(life, isAsync).needsMemory)
    .map(({ life, isAsync, wanted }) => deliver(life, isAsync, wanted))
