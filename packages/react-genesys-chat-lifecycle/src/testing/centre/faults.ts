import { TransportError } from '../transport.ts'

/** The requests of a widget, as faults tell them apart. */
export type RequestKind =
  | 'create'
  | 'poll'
  | 'restore'
  | 'olderPage'
  | 'send'
  | 'sendFile'
  | 'image'
  | 'updateUserData'
  | 'leave'

/** What {@link Faults.fail} takes. */
export interface FaultOptions {
  /** The API's code. Default `ERROR`. */
  code?: string
  message?: string
  /** Only these requests. Default: all. */
  only?: RequestKind | RequestKind[]
  /** How many requests fail. Default: all, until {@link Faults.recover}. */
  times?: number
  /** How long they fail, in milliseconds. */
  forMs?: number
}

/** What can go wrong between the widget and the server. */
export interface Faults {
  /** Requests are answered with an HTTP status from now on. */
  fail(status: number, options?: FaultOptions): void
  /** Requests take this many milliseconds. 0 takes it back. */
  latency(ms: number, only?: RequestKind | RequestKind[]): void
  /** The network is gone: requests fail with status 0. */
  offline(): void
  online(): void
  /** Takes back every fault, latency included. */
  recover(): void
}

interface ActiveFault {
  kinds: RequestKind[] | undefined
  error: () => TransportError
  left: number
  until: number
}

const kindsOf = (only: RequestKind | RequestKind[] | undefined): RequestKind[] | undefined =>
  typeof only === 'string' ? [only] : only

/** Faults, as the centre itself sees them. */
export interface ActiveFaults extends Faults {
  pass(kind: RequestKind): Promise<void>
  readonly isOffline: boolean
  /** Nothing stands in a request's way now, but its latency. */
  readonly isClear: boolean
}

/** `pass` settles after the latency, with the error of a fault if there is one. */
export function createFaults(): ActiveFaults {
  let faults: ActiveFault[] = []
  let delays: { kinds: RequestKind[] | undefined; ms: number }[] = []
  let isOffline = false

  function takeFault(kind: RequestKind): TransportError | undefined {
    if (isOffline) return new TransportError(0)
    const fault = faults.find(
      ({ kinds, left, until }) => left > 0 && Date.now() < until && (kinds?.includes(kind) ?? true),
    )
    if (!fault) return undefined
    fault.left -= 1
    return fault.error()
  }

  return {
    fail(status, { code = 'ERROR', message = '', only, times = Infinity, forMs = Infinity } = {}) {
      faults.push({
        kinds: kindsOf(only),
        error: () => new TransportError(status, code, message),
        left: times,
        until: Date.now() + forMs,
      })
    },
    latency(ms, only) {
      delays = delays.filter(({ kinds }) => String(kinds) !== String(kindsOf(only)))
      if (ms > 0) delays.push({ kinds: kindsOf(only), ms })
    },
    offline() {
      isOffline = true
    },
    online() {
      isOffline = false
    },
    recover() {
      faults = []
      delays = []
      isOffline = false
    },
    get isOffline() {
      return isOffline
    },
    get isClear() {
      return !isOffline && faults.every(({ left, until }) => left <= 0 || Date.now() >= until)
    },
    pass(kind) {
      const delay = delays.filter(({ kinds }) => kinds?.includes(kind) ?? true).at(-1)?.ms ?? 0
      return new Promise((resolve, reject) => {
        setTimeout(() => {
          const error = takeFault(kind)
          if (error) reject(error)
          else resolve()
        }, delay)
      })
    },
  }
}
