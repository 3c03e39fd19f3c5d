import {
  type AgentScript,
  type DeploymentSettings,
  type DisconnectType,
  type Fault,
  isIndex,
  MAX_TEXT,
  REQUEST_KINDS,
  STAFF_TYPES,
  type StaffType,
} from 'genesys-models/centre'
import { z } from 'zod'
import type { Said } from './agentSays.ts'

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

const quickReply = z.union([text, z.strictObject({ text, payload: text.optional() })])

const card = z.strictObject({
  title: text,
  description: z.string().max(MAX_TEXT).default(''),
  image: z.url().optional(),
  actions: z
    .array(
      z.strictObject({
        type: z.enum(['Postback', 'Link']),
        text,
        payload: text.optional(),
        url: z.url().optional(),
      }),
    )
    .max(10)
    .default([]),
})

export const saySchema: z.ZodType<Said & { as?: Optional<string> }> = z
  .strictObject({
    text: text.optional(),
    url: z.url().optional(),
    quickReplies: z.array(quickReply).min(1).max(13).optional(),
    cards: z.array(card).min(1).max(10).optional(),
    as,
  })
  .refine((body) => body.text ?? body.url ?? body.quickReplies ?? body.cards, 'text or url: say something')

export const disconnectSchema: z.ZodType<{ type?: Optional<DisconnectType>; as?: Optional<string> }> =
  z.strictObject({ type: z.enum(['Send', 'ReadOnly', 'Silent']).optional(), as })

export const deploymentSchema: z.ZodType<DeploymentSettings> = z.strictObject({
  status: z.enum(['Active', 'Inactive']).exactOptional(),
  conversationDisconnect: z.union([z.enum(['Send', 'ReadOnly']), z.literal(false)]).exactOptional(),
  conversationClear: z.boolean().exactOptional(),
  autoStart: z.boolean().exactOptional(),
  headless: z.boolean().exactOptional(),
  launcher: z.enum(['On', 'Off', 'OnDemand']).exactOptional(),
  showAgentTyping: z.boolean().exactOptional(),
  showUserTyping: z.boolean().exactOptional(),
  fileTypes: z.array(z.string().min(1).max(128)).max(100).exactOptional(),
  maxFileSizeKB: z.number().int().min(1).max(102_400).exactOptional(),
  primaryColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .exactOptional(),
  allowedDomains: z.array(z.string().min(1).max(253)).max(100).nullable().exactOptional(),
  sessionDurationSeconds: z.number().int().min(1).max(46_656_000).exactOptional(),
  auth: z.boolean().exactOptional(),
})

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
