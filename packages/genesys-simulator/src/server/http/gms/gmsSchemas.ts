import { z } from 'zod'

const text = z.string().optional()
const userData = z.record(z.string(), z.unknown()).optional()

export const startSchema = z.object({
  nickname: text,
  firstName: text,
  lastName: text,
  endpoint: text,
  userData,
})

/** What the requests in a chat have. Over CometD, the operation and the chat are among it. */
export const requestSchema = z.object({
  operation: text,
  chatId: text,
  userId: text,
  secureKey: text,
  transcriptPosition: z.coerce.number().int().optional(),
  message: text,
  userData,
})

export type GmsFields = z.output<typeof requestSchema>
