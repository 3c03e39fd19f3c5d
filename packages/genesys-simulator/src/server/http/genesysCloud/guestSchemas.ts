import { z } from 'zod'

export const startSchema = z.object({
  organizationId: z.string().min(1),
  deploymentId: z.string().min(1),
  routingTarget: z.object({ targetType: z.literal(['QUEUE', 'queue']), targetAddress: z.string().min(1) }),
  memberInfo: z.object({
    displayName: z.string(),
    customFields: z.record(z.string(), z.unknown()).optional(),
  }),
})

export const sendSchema = z.object({
  body: z.string(),
  bodyType: z.enum(['standard', 'notice']).optional(),
})

export const messagesSchema = z.object({
  after: z.string().optional(),
  before: z.string().optional(),
  sortOrder: z.enum(['ascending', 'descending']).optional(),
  maxResults: z.coerce.number().int().min(1).optional(),
})
