import { whenAnswered } from '../whenAnswered.ts'
import type { CloudOutside, CloudState, KnownMember, MadeUpMessage } from './cloudState.ts'
import { nothingKnown } from './cloudState.ts'
import type { GuestKey, GuestWireMember } from './guestServer.ts'
import { forgetSession } from './sessionEnd.ts'

/** How long after the customer was disconnected the chat counts as ended, in milliseconds. */
const END_AFTER_MS = 1000

/** Somebody came or went: the member is asked for, and then told. Before that, the widget does not know who it is. */
export function takeMemberChange(
  memberId: string,
  key: GuestKey,
  state: CloudState,
  outside: CloudOutside,
): void {
  whenAnswered(
    outside.server.member(key, memberId),
    outside,
    (member) => takeMember(member, state, outside),
    (response, { status }) => {
      for (let told = 0; told < 2; told += 1) {
        outside.listener.publish('error', {
          errors: [{ code: `purecloud-v2-sockets-${status}`, response }],
        })
      }
    },
  )
}

function takeMember(member: GuestWireMember, state: CloudState, outside: CloudOutside): void {
  if (member.role === 'CUSTOMER') {
    state.members.set(member.id, { ...member })
    if (member.state === 'DISCONNECTED') endSoon(state, outside)
    return
  }
  if (state.members.get(member.id)?.lastEvent === member.state) return
  const known: KnownMember = { ...member, lastEvent: member.state }
  state.members.set(member.id, known)
  if (member.role === 'AGENT') tellAgent(known, state, outside)
  else if (member.role === 'WORKFLOW' && outside.config.botEventsEnabled) tellBot(known, state, outside)
}

/** The server has ended the chat, or another tab. */
export function endSoon(state: CloudState, outside: CloudOutside): void {
  if (!state.active || state.ending) return
  state.endTimer ??= setTimeout(() => {
    if (!state.active) return
    forgetSession(state, outside)
    outside.listener.ended(['clientDisconnected'])
  }, END_AFTER_MS)
}

function tellAgent(member: KnownMember, state: CloudState, outside: CloudOutside): void {
  const { agents } = state
  const isThere = member.state === 'CONNECTED'
  const now = Date.now()
  if (isThere) {
    agents[member.id] = {
      name: member.displayName,
      connected: true,
      supervisor: false,
      connectedTime: now,
      disconnectedTime: false,
    }
  } else {
    Object.assign(agents[member.id] ?? {}, { connected: false, disconnectedTime: now })
  }
  const type = isThere ? 'ParticipantJoined' : 'ParticipantLeft'
  // One object for all of them: what was published before changes, too.
  state.madeUp ??= madeUpMessage('Agent')
  Object.assign(state.madeUp, { type, index: now, timestamp: now, avatar: '' })
  Object.assign(state.madeUp.from, { name: member.displayName })
  tell([state.madeUp], state, outside)
  const message = publicMember(member)
  outside.listener.publish(isThere ? 'agentConnected' : 'agentDisconnected', { message, agents })
}

function tellBot(member: KnownMember, state: CloudState, outside: CloudOutside): void {
  const isThere = member.state === 'CONNECTED'
  const now = Date.now()
  const type = isThere ? 'ParticipantJoined' : 'ParticipantLeft'
  tell([{ type, index: now, timestamp: now, from: { type: 'Bot' } }], state, outside)
  outside.listener.publish(isThere ? 'botConnected' : 'botDisconnected', {
    message: publicMember(member),
    agents: state.agents,
  })
}

/** The customer has joined, which no frame tells. */
export function tellCustomer(state: CloudState, outside: CloudOutside): void {
  const message = madeUpMessage('Client')
  tell([message], state, outside)
  outside.listener.publish('clientConnected', { message, agents: {} })
}

function madeUpMessage(type: string): MadeUpMessage {
  const now = Date.now()
  return {
    type: 'ParticipantJoined',
    text: '',
    restoring: false,
    index: now,
    timestamp: now,
    from: { type },
  }
}

/** The same objects in both lists. */
function tell(messages: unknown[], { restoring }: CloudState, { listener }: CloudOutside): void {
  listener.messagesReceived({ originalMessages: messages, messages, restoring })
}

/** A member as events carry it. */
export function publicMember({ lastEvent, ...member }: KnownMember): unknown {
  const { id, displayName, role, customFields = {}, state } = member
  return {
    id,
    displayName,
    role,
    customFields,
    state,
    avatarImageUrl: '',
    ...(lastEvent !== undefined && { lastEvent }),
  }
}

/** Forgets what is known of one conversation. */
export function beginAnew(state: CloudState): void {
  clearTimeout(state.bufferTimer)
  clearTimeout(state.endTimer)
  clearTimeout(state.typing?.timer)
  Object.assign(state, nothingKnown(), { ending: false })
}
