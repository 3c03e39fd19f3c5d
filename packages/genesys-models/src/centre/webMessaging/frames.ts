import type { Guest } from './guest.ts'
import { TooManyRequests, WebMessagingRefusal } from './refusal.ts'
import { WEB_MESSAGING_CODES, type WebMessagingFrame } from './wire.ts'

export const MAX_CUSTOM_DATA_BYTES = 2048
const BLOCKED_EXTENSIONS = ['.ade', '.adp', '.bat', '.cmd', '.exe', '.js', '.msi', '.ps1', '.vbs']

/** Answers a request. */
export function response(
  className: string,
  body: unknown,
  tracingId: string | undefined,
  code = 200,
): WebMessagingFrame {
  return {
    type: 'response',
    class: className,
    code,
    body,
    ...(tracingId !== undefined && { tracingId }),
  }
}

/** Tells something that nobody asked for. An echo has the `tracingId` of the request. */
export function message(className: string, body: unknown = {}, tracingId?: string): WebMessagingFrame {
  return { ...response(className, body, tracingId), type: 'message' }
}

export function refusalFrame(refusal: WebMessagingRefusal, tracingId?: string): WebMessagingFrame {
  const { code, message: errorMessage } = refusal
  if (!(refusal instanceof TooManyRequests)) return response('string', errorMessage, tracingId, code)
  const { retryAfter } = refusal
  const body = { retryAfter, errorCode: WEB_MESSAGING_CODES.rateTooHigh, errorMessage }
  return response('TooManyRequestsErrorMessage', body, tracingId, code)
}

export function sessionResponse(
  guest: Guest,
  { connected, newSession }: { connected: boolean; newSession: boolean },
  tracingId: string | undefined,
): WebMessagingFrame {
  const { fileTypes, maxFileSizeKB } = guest.deployment
  const body = {
    connected,
    newSession,
    readOnly: guest.isReadOnly,
    maxCustomDataBytes: MAX_CUSTOM_DATA_BYTES,
    allowedMedia:
      fileTypes.length > 0
        ? { inbound: { fileTypes: fileTypes.map((type) => ({ type })), maxFileSizeKB } }
        : {},
    blockedExtensions: BLOCKED_EXTENSIONS,
    clearedExistingSession: false,
    ...sessionTimes(guest),
  }
  return response('SessionResponse', body, tracingId)
}

/** Both in seconds. */
export function sessionTimes({ deployment, expiresAt }: Guest): {
  durationSeconds: number
  expirationDate: number
} {
  return {
    durationSeconds: deployment.sessionDurationSeconds,
    expirationDate: Math.floor(expiresAt / 1000),
  }
}

/** @throws {WebMessagingRefusal} 4001 */
export function mustNotBeBlocked(fileName: string): void {
  if (BLOCKED_EXTENSIONS.some((extension) => fileName.toLowerCase().endsWith(extension))) {
    throw new WebMessagingRefusal(WEB_MESSAGING_CODES.fileTypeInvalid, 'Files of this extension are blocked.')
  }
}
