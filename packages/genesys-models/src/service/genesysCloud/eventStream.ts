import { whenAnswered } from '../whenAnswered.ts'
import { type CloudOutside, type CloudState, keyOf } from './cloudState.ts'
import type { GuestKey, GuestWireFrame, GuestWireMessage } from './guestServer.ts'
import { takeMembers } from './listedMembers.ts'
import { endSoon, takeMemberChange } from './liveMembers.ts'
import { collect, publishLive, takeTyping } from './liveMessages.ts'

/** A stream that was lost is opened again about six times a second, for ever. */
const RETRY_MS = 160

/** Opens the event stream, and again whenever it is lost. `onOpen` is called when it is open, the first time. */
export function openStream(state: CloudState, outside: CloudOutside, onOpen: () => void): void {
  state.closeStream?.()
  clearTimeout(state.retryTimer)
  // The widget goes on asking with it after the end, for those who leave then.
  const key = keyOf(state)
  let next = onOpen
  state.closeStream = outside.server.open(key, {
    onOpen() {
      state.isStreamOpen = true
      next = () => catchUp(state, outside)
      onOpen()
    },
    onFrame: (frame) => takeFrame(frame, key, state, outside),
    onClosed() {
      const wasOpen = state.isStreamOpen
      state.isStreamOpen = false
      if (!state.active) return
      const retryMs = wasOpen ? 0 : RETRY_MS
      state.retryTimer = setTimeout(() => state.active && openStream(state, outside, next), retryMs)
    },
  })
}

export function closeStream(state: CloudState): void {
  state.closeStream?.()
  state.closeStream = undefined
  clearTimeout(state.retryTimer)
}

function takeFrame(
  { metadata, eventBody }: GuestWireFrame,
  key: GuestKey,
  state: CloudState,
  outside: CloudOutside,
): void {
  switch (metadata?.type) {
    case 'message':
      collect(eventBody as GuestWireMessage, state, outside)
      break
    case 'typing-indicator':
      takeTyping(eventBody.sender?.id ?? '', state, outside)
      break
    case 'member-change':
      takeMemberChange(eventBody.member?.id ?? '', key, state, outside)
  }
}

/** Asks what was missed. Before the first message the vendor's transport throws here. */
function catchUp(state: CloudState, outside: CloudOutside): void {
  const { listener, server, reportVendorError } = outside
  listener.publish('reconnected')
  const { lastId } = state
  if (lastId === undefined) {
    reportVendorError(new TypeError("Cannot read properties of undefined (reading 'done')"))
    return
  }
  const key = keyOf(state)
  whenAnswered(
    server.members(key),
    outside,
    (members) => {
      takeMembers(members, state)
      const isGone = members.some(({ id, state: is }) => id === key.memberId && is === 'DISCONNECTED')
      if (isGone) endSoon(state, outside)
      whenAnswered(
        server.messages(key, { after: lastId }),
        outside,
        ({ entities }) =>
          publishLive(
            entities.filter(({ id }) => !state.known.has(id)),
            state,
            outside,
          ),
        () => {},
      )
    },
    () => {},
  )
}
