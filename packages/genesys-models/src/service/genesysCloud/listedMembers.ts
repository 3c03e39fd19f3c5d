import type { CloudOutside, CloudState } from './cloudState.ts'
import type { GuestWireMember, GuestWireMessage } from './guestServer.ts'

/** Takes the list of all members. Of agents only the name is known then. */
export function takeMembers(members: readonly GuestWireMember[], state: CloudState): void {
  for (const member of members) {
    const { lastEvent } = state.members.get(member.id) ?? {}
    state.members.set(member.id, { ...member, ...(lastEvent !== undefined && { lastEvent }) })
    state.listed.add(member.id)
    if (member.role === 'AGENT') {
      state.agents[member.id] = { name: member.displayName } as CloudState['agents'][string]
    }
  }
}

/**
 * Publishes what the server's own message tells of a member that was listed, and writes into the message who that is. An
 * agent's leave is published a second time that way.
 */
export function announceListed(message: GuestWireMessage, state: CloudState, outside: CloudOutside): void {
  const member = state.members.get(message.sender.id ?? '')
  if (!member || !state.listed.has(member.id)) return
  message.role = member.role
  const isJoin = message.bodyType === 'member-join'
  if (!isJoin && message.bodyType !== 'member-leave') return
  message.state = isJoin ? 'CONNECTED' : 'DISCONNECTED'
  if (member.lastEvent !== message.state) {
    message.lastEvent = message.state
    member.lastEvent = message.state
  }
  const { listener, config } = outside
  const happened = isJoin ? 'Connected' : 'Disconnected'
  if (member.role === 'CUSTOMER') listener.publish(`client${happened}`, { message, agents: {} })
  if (member.role === 'WORKFLOW' && config.botEventsEnabled) {
    listener.publish(`bot${happened}`, { message, agents: state.agents })
  }
  if (member.role !== 'AGENT') return
  if (isJoin) {
    state.agents[member.id] = {
      name: member.displayName,
      connected: true,
      supervisor: false,
      connectedTime: Date.parse(member.joinDate ?? message.timestamp),
    }
  } else {
    Object.assign(state.agents[member.id] ?? {}, {
      connected: false,
      disconnectedTime: Date.parse(message.timestamp),
    })
  }
  const news = { message, agents: state.active ? state.agents : {} }
  listener.publish(`agent${happened}`, news)
  if (!isJoin) listener.publish('agentTypingStopped', news)
}
