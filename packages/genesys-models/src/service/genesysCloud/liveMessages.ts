import { storeKeys } from '../../page/widgetStore.ts'
import type { CloudOutside, CloudState } from './cloudState.ts'
import type { GuestWireMessage } from './guestServer.ts'
import { announceListed } from './listedMembers.ts'
import { liveCopy } from './messageCopies.ts'

/** How long messages are collected before they are published together, in milliseconds. */
const COLLECT_MS = 700
/** How long an agent counts as typing after the last sign, in milliseconds. */
const TYPING_LASTS = 3000

export function collect(message: GuestWireMessage, state: CloudState, outside: CloudOutside): void {
  state.buffer.push(message)
  state.bufferTimer ??= setTimeout(() => publishCollected(state, outside), COLLECT_MS)
}

/** A batch with a message that is known already is dropped as a whole. */
function publishCollected(state: CloudState, outside: CloudOutside): void {
  const batch = state.buffer.splice(0)
  state.bufferTimer = undefined
  if (!batch.some(({ id }) => state.known.has(id))) publishLive(batch, state, outside)
}

/** Publishes messages that are new. */
export function publishLive(batch: GuestWireMessage[], state: CloudState, outside: CloudOutside): void {
  if (batch.length === 0) return
  for (const message of batch) {
    announceListed(message, state, outside)
    remember(message, state, outside)
  }
  outside.listener.messagesReceived({
    originalMessages: batch,
    messages: batch.map((message) => liveCopy(message, state)),
    restoring: state.restoring,
  })
  const { typing } = state
  // Whatever comes of a member ends the typing, even that they have joined.
  if (!typing || !batch.some(({ sender }) => sender.id === typing.memberId)) return
  clearTimeout(typing.timer)
  state.typing = undefined
  outside.listener.publish('agentTypingStopped')
}

/** Marks a message as published. */
function remember({ id }: GuestWireMessage, state: CloudState, { store }: CloudOutside): void {
  state.known.add(id)
  state.lastId = id
  store.set(storeKeys.cloudLastMessage, id)
}

/** Of the customer's own typing nothing comes back. */
export function takeTyping(memberId: string, state: CloudState, { listener }: CloudOutside): void {
  const member = state.members.get(memberId)
  if (member?.role !== 'AGENT') return
  clearTimeout(state.typing?.timer)
  const timer = setTimeout(() => {
    state.typing = undefined
    listener.publish('agentTypingTimeout')
  }, TYPING_LASTS)
  state.typing = { memberId, timer }
  listener.publish('agentTypingStarted', { from: { name: member.displayName, id: memberId, avatar: '' } })
}
