import type { Clock, Faults, FaultyRequest } from 'genesys-models/centre'
import type { Context, HonoRequest, MiddlewareHandler } from 'hono'

const DEFAULT_MESSAGE = "A fault that the agent's side asked for."

/** What {@link createFaultGate} takes. */
interface FaultGateOptions {
  readonly faults: Faults
  readonly clock: Clock
  /** Each API tells its own requests apart. */
  readonly readRequest: (request: HonoRequest) => FaultyRequest | Promise<FaultyRequest>
  readonly dropConnection: (c: Context) => Response
  /** Each API has its own shape for a refusal. */
  readonly refuse: (c: Context, code: string, message: string, status: number) => Response
}

/** Delays, refuses or cuts requests as the faults say. */
export function createFaultGate(options: FaultGateOptions): MiddlewareHandler {
  const { faults, clock, readRequest, dropConnection, refuse } = options
  return async (c, next) => {
    const request = await readRequest(c.req)
    const latencyMs = faults.latencyOf(request)
    if (latencyMs > 0) await new Promise<void>((resolve) => void clock.after(latencyMs, resolve))
    const fails = faults.failureOf(request)
    if (fails?.drop) return dropConnection(c)
    if (fails) return refuse(c, fails.code, fails.message || DEFAULT_MESSAGE, fails.status)
    return next()
  }
}
