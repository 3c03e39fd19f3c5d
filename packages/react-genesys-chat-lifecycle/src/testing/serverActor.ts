import type { ChatMessage, ChatSession, Faults, NewMessage, RequestKind } from 'genesys-models/centre'
import { deliverState, type InteractionState } from './agentActor.ts'

/** What {@link ServerActor.fail} takes. */
export interface FaultOptions {
  /** The API's code. Default: the documented one for the status, else `ERROR`. */
  code?: string
  message?: string
  /** Only these requests. Default: all. */
  only?: RequestKind | RequestKind[]
  /** How many requests fail. Default: all, until {@link ServerActor.recover}. */
  times?: number
  /** How long they fail, in milliseconds. Default: until {@link ServerActor.recover}. */
  forMs?: number
}

/** What the server does by itself, and what goes wrong on the way to it. */
export interface ServerActor {
  /** Ends the chat. The next poll says `chatEnded` and delivers what is left. */
  end(): void
  /** Answers 404 `INVALID_SESSION` from now on. */
  forget(): void
  setState(interactionState: InteractionState): void
  /** Adds messages as they are, of any type and with any index. */
  deliver(...messages: NewMessage[]): readonly ChatMessage[]
  /** Answers requests with an HTTP status from now on. */
  fail(status: number, options?: FaultOptions): void
  /** Makes requests take this many milliseconds. 0 ends that. */
  latency(ms: number, only?: RequestKind | RequestKind[]): void
  /** Cuts the network: requests fail with status 0. */
  offline(): void
  online(): void
  /** Ends every fault, including latency. */
  recover(): void
}

/** What the server's actor acts on. */
interface ServerSide {
  readonly faults: Faults
  readonly sessions: readonly ChatSession[]
  current(): ChatSession
  forget(session: ChatSession): void
}

export function createServerActor(side: ServerSide): ServerActor {
  const { faults, sessions, current } = side
  return {
    // Nobody leaves first, so the widget reports nothing else.
    end: () => current().end({ staffLeaves: false }),
    forget: () => side.forget(current()),
    setState: (interactionState) => deliverState(current(), interactionState),
    deliver: (...messages) => current().deliver(...messages),
    ...createFaultActor(faults, () => {
      for (const session of sessions) session.inbox.release()
    }),
  }
}

type FaultActor = Pick<ServerActor, 'fail' | 'latency' | 'offline' | 'online' | 'recover'>

/** `releasePolls`: a poll that is held open hears of a network that is cut. */
function createFaultActor(faults: Faults, releasePolls: () => void): FaultActor {
  const delays = new Map<string, () => void>()
  let reconnect = (): void => {}
  return {
    fail: (status, { only, forMs = Infinity, ...options } = {}) =>
      void faults.add({ status, forMs, ...options, ...onlyFor(only) }),
    latency(ms, only) {
      const key = String(only)
      delays.get(key)?.()
      if (ms > 0) delays.set(key, faults.add({ latencyMs: ms, forMs: Infinity, ...onlyFor(only) }))
    },
    offline() {
      reconnect()
      reconnect = faults.add({ drop: true, forMs: Infinity })
      releasePolls()
    },
    online: () => reconnect(),
    recover: () => faults.clear(),
  }
}

function onlyFor(only: RequestKind | RequestKind[] | undefined): { requests?: RequestKind[] } {
  return only === undefined ? {} : { requests: [only].flat() }
}
