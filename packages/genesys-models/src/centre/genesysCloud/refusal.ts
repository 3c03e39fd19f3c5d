import type { ContactCentreError, ErrorCode } from '../errors.ts'
import type { GuestError } from './wire.ts'

/** The documented codes, with their statuses. */
const refusals: Readonly<Partial<Record<ErrorCode, readonly [status: number, code: string]>>> = {
  AUTHENTICATION_REQUIRED: [401, 'authentication.required'],
  CHAT_ENDED: [400, 'chat.error.conversation.state'],
  INVALID_CONTACT_CENTER: [403, 'not.authorized'],
  INVALID_ENDPOINT: [400, 'chat.error.invalid.queue'],
  INVALID_NICKNAME: [400, 'chat.error.notnull.createconversationrequest.memberinfo.displayname'],
}

const codes: Readonly<Record<number, string>> = {
  400: 'bad.request',
  401: 'bad.credentials',
  403: 'not.authorized',
  404: 'not.found',
  408: 'client.timeout',
  409: 'request.conflict',
  413: 'request.entity.too.large',
  415: 'unsupported.media.type',
  429: 'too.many.requests',
  500: 'internal.server.error',
  503: 'service.unavailable',
  504: 'request.timeout',
}

/** What the API answers when the contact centre refuses. */
export function guestRefusal({ code, status, message }: ContactCentreError): GuestError {
  const [guestStatus, guestCode] = refusals[code] ?? [status, undefined]
  return refuseGuest(guestStatus, message, guestCode)
}

/** @param code default: the documented one for the status */
export function refuseGuest(
  status: number,
  message: string,
  code: string = codes[status] ?? 'chat.error',
): GuestError {
  return { message, code, status, contextId: crypto.randomUUID(), details: [], errors: [] }
}
