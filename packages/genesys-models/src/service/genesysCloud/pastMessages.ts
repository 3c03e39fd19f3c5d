import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { storeKeys } from '../../page/widgetStore.ts'
import type { WireResponse } from '../transportError.ts'
import { whenAnswered } from '../whenAnswered.ts'
import {
  type CloudOutside,
  type CloudState,
  forgetCookies,
  keyOf,
  publishCapabilities,
  readSession,
} from './cloudState.ts'
import { openStream } from './eventStream.ts'
import type { GuestWirePage } from './guestServer.ts'
import { announceListed, takeMembers } from './listedMembers.ts'
import { beginAnew, publicMember } from './liveMembers.ts'
import { pastCopy } from './messageCopies.ts'

/** Restores the session of the cookies. A live one is left alone. */
export function restoreSession(state: CloudState, outside: CloudOutside): BusPromise {
  const deferred = createDeferred()
  publishCapabilities(outside)
  if (state.active)
    return deferred.reject('Chat session is already active, ignoring restore command.').promise()
  const session = readSession(outside)
  if (session.jwt === undefined) return deferred.reject('No chat session found to restore.').promise()
  state.session = session
  state.restoring = true
  beginAnew(state)
  const { memberId } = keyOf(state)
  const fail = (reason: unknown): void => {
    forgetCookies(outside)
    outside.listener.restoreFailed(reason)
    deferred.reject(reason)
  }
  whenAnswered(
    outside.server.member(keyOf(state), memberId),
    outside,
    (me) => {
      if (me.state === 'DISCONNECTED') {
        fail(publicMember(me))
        return
      }
      state.active = true
      openStream(state, outside, () => {
        outside.listener.restored({})
        deferred.resolve()
        fetchPage(undefined, state, outside, (page) => {
          publishPast(page, { oldestFirst: true, oldMessages: false }, state, outside)
          state.restoring = false
        })
      })
    },
    (response, { status }) => {
      outside.listener.publish('error', { errors: [{ code: `purecloud-v2-sockets-${status}`, response }] })
      fail('failed to get the conversation state')
    },
  )
  return deferred.promise()
}

/** Fetches the page before the oldest known message. */
export function fetchOlderPage(state: CloudState, outside: CloudOutside): BusPromise {
  const deferred = createDeferred()
  if (!state.active || !state.hasMore || !outside.config.pagination) {
    return deferred.reject('No more messages to fetch').promise()
  }
  fetchPage(
    state.oldestId,
    state,
    outside,
    (page) => {
      publishPast(page, { oldestFirst: false, oldMessages: true }, state, outside)
      deferred.resolve()
    },
    (response) => deferred.reject(response),
  )
  return deferred.promise()
}

/** The list of members tells who wrote what. */
function fetchPage(
  before: string | undefined,
  state: CloudState,
  outside: CloudOutside,
  take: (page: GuestWirePage) => void,
  fail: (response: WireResponse) => void = () => {},
): void {
  const { server, config } = outside
  const key = keyOf(state)
  whenAnswered(
    server.members(key),
    outside,
    (members) => {
      takeMembers(members, state)
      const count = config.maxMessagePageSize
      whenAnswered(server.messages(key, { before, count }), outside, take, fail)
    },
    fail,
  )
}

/** A page comes newest first, and so do its joins and leaves: of an agent who left, the join is told last. */
function publishPast(
  { entities, next }: GuestWirePage,
  { oldestFirst, oldMessages }: { oldestFirst: boolean; oldMessages: boolean },
  state: CloudState,
  outside: CloudOutside,
): void {
  state.hasMore = next !== undefined
  state.oldestId = entities.at(-1)?.id ?? state.oldestId
  const [newest] = entities
  if (newest && !oldMessages) {
    state.lastId = newest.id
    outside.store.set(storeKeys.cloudLastMessage, newest.id)
  }
  for (const message of entities) {
    state.known.add(message.id)
    announceListed(message, state, outside)
  }
  const originalMessages = oldestFirst ? entities.toReversed() : [...entities]
  outside.listener.messagesReceived({
    originalMessages,
    messages: originalMessages.map((message) => pastCopy(message, state)),
    restoring: state.restoring,
    oldMessages,
  })
}
