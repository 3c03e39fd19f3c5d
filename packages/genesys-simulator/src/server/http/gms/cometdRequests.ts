import { ContactCentreError, type FaultyRequest, type RequestKind } from 'genesys-models/centre'
import type { HonoRequest } from 'hono'
import { z } from 'zod'
import { readFormData, textIn } from '../formData.ts'
import { parseJson } from '../readBody.ts'

/** A message of the Bayeux protocol. */
export interface BayeuxMessage {
  readonly channel: string
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

const bodySchema = z
  .array(z.looseObject({ channel: z.string(), data: z.record(z.string(), z.unknown()).optional() }))
  .min(1)

const kinds: Readonly<Record<string, RequestKind>> = {
  requestChat: 'create',
  requestNotifications: 'restore',
  sendMessage: 'send',
  startTyping: 'send',
  stopTyping: 'send',
  customNotice: 'notice',
  updateData: 'updateUserData',
  disconnect: 'leave',
  fileUpload: 'sendFile',
  fileGetLimits: 'fileLimits',
  fileDownload: 'image',
}

/** @throws {ContactCentreError} `INVALID_REQUEST` */
export async function readBayeux(request: HonoRequest): Promise<BayeuxMessage[]> {
  const { success, data } = bodySchema.safeParse(parseJson(await request.text()))
  if (!success) {
    throw new ContactCentreError('INVALID_REQUEST', 'Expected a list of messages of the Bayeux protocol.')
  }
  if (data.length > 1 && data.some(({ channel }) => channel === '/meta/handshake')) {
    throw new ContactCentreError('INVALID_REQUEST', 'A handshake comes alone. Send the other messages later.')
  }
  return data
}

/** Reads the parts of a request over CometD that faults look at. Of several messages in one request, the first counts. */
export async function readCometdRequest(request: HonoRequest): Promise<FaultyRequest> {
  const [message] = await readBayeux(request)
  const { operation, chatId, transcriptPosition } = message?.data ?? {}
  return {
    method: request.method,
    sessionId: typeof chatId === 'string' && chatId !== '' ? chatId : undefined,
    kind: message?.channel === '/meta/connect' ? 'poll' : kindOf(operation, transcriptPosition),
  }
}

/** Reads the parts of an upload that faults look at. */
export async function readFilesRequest(request: HonoRequest): Promise<FaultyRequest> {
  const form = await readFormData(request)
  return { method: request.method, kind: kindOf(textIn(form, 'operation'), undefined) }
}

/** A restore asks for the last message, and for older ones whoever reads on. */
function kindOf(operation: unknown, position: unknown): RequestKind | undefined {
  if (operation === 'refresh') return Number(position) < 0 ? 'restore' : 'olderPage'
  return kinds[String(operation)]
}
