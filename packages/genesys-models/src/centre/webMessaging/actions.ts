import { announceAttachment, deleteAttachment, refreshAttachment } from './attachmentActions.ts'
import { type Action, type Caller, type Desk, guestOf } from './desk.ts'
import { response, sessionResponse, sessionTimes } from './frames.ts'
import { writeMessage } from './messageActions.ts'
import { fieldsOf, textOf, type WebMessagingRequest } from './read.ts'
import { WebMessagingRefusal } from './refusal.ts'
import { WEB_MESSAGING_CODES } from './wire.ts'

const actions: Readonly<Record<string, Action>> = {
  configureSession: (request, caller, desk) => configure(request, caller, desk, undefined),
  configureAuthenticatedSession: (request, caller, desk) => {
    const userId = desk.userKeys.holderOf(textOf(fieldsOf(request.data).code))
    if (userId === undefined) throw new WebMessagingRefusal(401, 'User is unauthorized')
    configure(request, caller, desk, userId)
  },
  onMessage: writeMessage,
  echo: echo,
  getJwt: ({ token, tracingId }, caller, desk) => {
    const guest = guestOf(token, caller, desk)
    caller.link.push(response('JwtResponse', desk.historyKeys.issue(guest.token), tracingId))
  },
  onAttachment: announceAttachment,
  getAttachment: refreshAttachment,
  deleteAttachment,
  closeSession,
}

/** @throws {WebMessagingRefusal} */
export function answerRequest(request: WebMessagingRequest, caller: Caller, desk: Desk): void {
  const action = Object.hasOwn(actions, request.action) ? actions[request.action] : undefined
  if (!action) throw new WebMessagingRefusal(400, 'Request failed.')
  action(request, caller, desk)
}

function configure(
  { token, tracingId, startNew, deploymentId = '' }: WebMessagingRequest,
  caller: Caller,
  { guests, deployments }: Desk,
  userId: string | undefined,
): void {
  const deployment = deployments.find(caller.deploymentId)
  if (!deployment || deploymentId !== caller.deploymentId) {
    throw new WebMessagingRefusal(404, 'Deployment not found')
  }
  const before = guests.find(token)
  if (before?.userId !== undefined && userId === undefined) {
    throw new WebMessagingRefusal(
      WEB_MESSAGING_CODES.cannotDowngrade,
      'Cannot downgrade to an unauthenticated session',
    )
  }
  const mayStart = before !== undefined && (before.isReadOnly || before.isExpired || before.isClosed)
  if (before?.isExpired && startNew !== true) {
    caller.link.push(response('SessionExpiredEvent', {}, tracingId))
    return
  }
  const continues = before !== undefined && before.userId === userId && !(startNew === true && mayStart)
  const guest = continues ? before : guests.start(token, deployment, userId)
  if (caller.guest && caller.guest !== guest) guests.detach(caller.guest, caller.link)
  caller.guest = guest
  guest.isClosed = false
  caller.link.push(sessionResponse(guest, { connected: true, newSession: !continues }, tracingId))
  guests.attach(guest, caller.link)
}

/** Only the sender hears it, and no history has it. Others than a `ping` are answered alike. */
function echo({ token, tracingId, message: sent }: WebMessagingRequest, caller: Caller, desk: Desk): void {
  const guest = guestOf(token, caller, desk)
  caller.meters.echoes()
  const { durationSeconds, expirationDate } = sessionTimes(guest)
  const body = {
    text: textOf(fieldsOf(sent).text) ?? 'ping',
    type: 'Text',
    direction: 'Inbound',
    id: desk.random.uuid().replaceAll('-', ''),
    metadata: { durationSeconds: String(durationSeconds), expirationDate: String(expirationDate) },
  }
  caller.link.push(response('StructuredMessage', body, tracingId))
}

function closeSession(
  { token, tracingId, closeAllConnections }: WebMessagingRequest,
  caller: Caller,
  desk: Desk,
): void {
  const guest = guestOf(token, caller, desk)
  guest.isClosed = true
  if (closeAllConnections === true) {
    for (const link of [...guest.links]) if (link !== caller.link) desk.guests.close(guest, link)
  }
  const { body, ...frame } = sessionResponse(guest, { connected: false, newSession: false }, tracingId)
  caller.link.push({ ...frame, body: { ...(body as object), readOnly: true } })
}
