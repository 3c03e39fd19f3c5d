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

export const requestSchema = z.object({
  userId: text,
  secureKey: text,
  transcriptPosition: z.coerce.number().int().optional(),
  message: text,
  userData,
})
