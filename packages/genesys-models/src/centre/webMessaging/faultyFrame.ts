import { type FaultyRequest, METHOD_OF, type RequestKind } from '../requests.ts'
import { fieldsOf, listOf } from './read.ts'

const KINDS: Readonly<Record<string, RequestKind>> = {
  configureSession: 'create',
  configureAuthenticatedSession: 'create',
  getJwt: 'restore',
  onMessage: 'send',
  onAttachment: 'sendFile',
  deleteAttachment: 'sendFile',
  getAttachment: 'image',
  closeSession: 'leave',
}

/** Reads the parts of a frame that faults look at. Clearing is how a customer leaves. */
export function faultyFrame(text: string, sessionId: string | undefined): FaultyRequest {
  const { action, message } = fieldsOf(parse(text))
  const clears = listOf(fieldsOf(message).events).some(({ presence }) => fieldsOf(presence).type === 'Clear')
  const kind = action === 'onMessage' && clears ? 'leave' : KINDS[String(action)]
  return { kind, method: kind ? METHOD_OF[kind] : 'POST', sessionId }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
