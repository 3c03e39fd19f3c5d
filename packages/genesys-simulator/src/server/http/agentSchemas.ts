import {
  type AgentScript,
  type Fault,
  isIndex,
  MAX_TEXT,
  REQUEST_KINDS,
  STAFF_TYPES,
  type StaffType,
} from 'genesys-models/centre'
import { z } from 'zod'

const MAX_WAIT_MS = 86_400_000

const name = z.string().trim().min(1).max(128)
const staffType = z.enum(STAFF_TYPES)
const text = z.string().min(1).max(MAX_TEXT)
const interactionState = z.string().trim().min(1).max(64)
const afterMs = z.number().int().min(0).max(MAX_WAIT_MS)
/** Participant id or name of who acts. */
const as = z.string().optional()

// Strict on purpose: a mistyped field is refused by name instead of being ignored.

type Optional<Value> = Value | undefined

export const joinSchema: z.ZodType<{ name: string; type?: Optional<StaffType> }> = z.strictObject({
  name,
  type: staffType.optional(),
})

export const saySchema: z.ZodType<{
  text?: Optional<string>
  url?: Optional<string>
  as?: Optional<string>
}> = z
  .strictObject({ text: text.optional(), url: z.url().optional(), as })
  .refine((body) => body.text ?? body.url, 'text or url: say something')

export const typingSchema: z.ZodType<{ stopped?: Optional<boolean>; as?: Optional<string> }> = z.strictObject(
  {
    stopped: z.boolean().optional(),
    as,
  },
)

export const stateSchema: z.ZodType<{ interactionState: string }> = z.strictObject({ interactionState })

export const leaveSchema: z.ZodType<{ as?: Optional<string> }> = z.strictObject({ as })

export const transferSchema: z.ZodType<{ to: string; type?: Optional<StaffType>; from?: Optional<string> }> =
  z.strictObject({ to: name, type: staffType.optional(), from: z.string().optional() })

export const readSchema: z.ZodType<{ after?: Optional<string> }> = z.object({
  after: z.string().refine(isIndex, 'must have the form <ms>-<seq>').optional(),
})

export const faultSchema: z.ZodType<Fault> = z.strictObject({
  status: z.number().int().min(400).max(599).exactOptional(),
  code: z.string().min(1).max(64).exactOptional(),
  message: z.string().max(1024).exactOptional(),
  latencyMs: z.number().int().min(0).max(120_000).exactOptional(),
  drop: z.boolean().exactOptional(),
  chatServerAway: z.boolean().exactOptional(),
  duplicate: z.boolean().exactOptional(),
  reorder: z.boolean().exactOptional(),
  sessionId: z.string().exactOptional(),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).exactOptional(),
  requests: z.array(z.enum(REQUEST_KINDS)).min(1).exactOptional(),
  times: z.number().int().min(1).max(1_000_000).exactOptional(),
  forMs: z.number().int().min(1).max(MAX_WAIT_MS),
})

export const scriptSchema: z.ZodType<{ steps: AgentScript }> = z.strictObject({
  steps: z
    .array(
      z.discriminatedUnion('do', [
        z.strictObject({ afterMs, do: z.literal('join'), name, type: staffType.exactOptional() }),
        z.strictObject({ afterMs, do: z.literal('say'), text }),
        z.strictObject({ afterMs, do: z.literal('typing') }),
        z.strictObject({ afterMs, do: z.literal('state'), interactionState }),
        z.strictObject({ afterMs, do: z.literal('leave') }),
        z.strictObject({ afterMs, do: z.literal('end') }),
      ]),
    )
    .min(1)
    .max(100),
})
