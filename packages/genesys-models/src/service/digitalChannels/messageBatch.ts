import { storeKeys } from '../../page/widgetStore.ts'
import type { ShapedMessage, WireMessage } from '../messages.ts'
import { announceMessage } from './announceMessage.ts'
import { type SessionOutside, type SessionState, sessionKey, storeToken } from './sessionState.ts'

/** Where a batch comes from, which decides its order. */
export type BatchSource = 'poll' | 'restore' | 'history'

type Indexed = WireMessage & { iTempIndex?: string }

/**
 * Publishes what the server delivered as one `messageReceived`.
 *
 * The events of single messages are published at once, the batch one timer later. Hence `agentConnected` comes before the
 * `messageReceived` of the same poll, and `restoring` is always false.
 */
export function receiveBatch(
  received: WireMessage[],
  source: BatchSource,
  state: SessionState,
  outside: SessionOutside,
  afterwards: () => void,
): void {
  if (received.length === 0) return
  const originals: Indexed[] = []
  const shaped: ShapedMessage[] = []
  const withImage: ShapedMessage[] = []
  for (const message of received as Indexed[]) {
    const dashless = message.index.replace('-', '')
    message.iTempIndex = dashless
    if (state.seen.has(dashless)) continue
    state.seen.add(dashless)
    originals.push(message)
    const copy = shape(message, dashless)
    // The vendor fetches images first, so their messages are late in `messages`, but in time in `originalMessages`.
    if (imagesOf(message).length > 0) withImage.push(copy)
    else shaped.push(copy)
    announceMessage(message, state, outside)
    state.lastDashlessIndex = dashless
    state.lastIndex = message.index
    outside.store.set(storeKeys.index, dashless)
    if (outside.config.async) storeToken(state, outside)
  }
  const publish = (): void => {
    setTimeout(() => {
      shaped.push(...withImage)
      publishBatch(originals, shaped, source, state, outside)
      afterwards()
    }, 0)
  }
  const images = originals.flatMap(imagesOf)
  if (images.length === 0) publish()
  else void Promise.all(images.map((image) => loadImage(image, state, outside))).then(publish)
}

/** Replaces the image's URL by its data. `originalMessages` share the object, so they change, too. */
async function loadImage(
  image: Record<string, unknown>,
  state: SessionState,
  outside: SessionOutside,
): Promise<void> {
  const { image: load } = outside.transport
  const address = String(image.url)
  image.url = await (load?.(sessionKey(state, outside), address) ?? Promise.resolve(address)).catch(
    () => address,
  )
}

function publishBatch(
  originals: Indexed[],
  shaped: ShapedMessage[],
  source: BatchSource,
  state: SessionState,
  outside: SessionOutside,
): void {
  if (shaped.length > 0 && source !== 'poll') {
    const direction = source === 'restore' ? 1 : -1
    // By the dashless number, as the vendor does: `<ms>-10` lands behind every `<ms>-9` of the next minutes.
    shaped.sort((a, b) => direction * (Number(a.index) - Number(b.index)))
    originals.sort((a, b) => direction * (Number(a.iTempIndex) - Number(b.iTempIndex)))
  }
  const inStep = shaped.every((message, at) => message.index === originals[at]?.iTempIndex)
  for (const message of originals) delete message.iTempIndex
  if (!inStep) return
  outside.listener.messagesReceived({
    originalMessages: originals,
    messages: shaped,
    restoring: state.restoring,
    oldMessages: state.fetchingOld && source === 'history',
  })
}

function shape(message: Indexed, dashless: string): ShapedMessage {
  const { from } = message
  return {
    ...message,
    iTempIndex: dashless,
    timestamp: message.utcTime,
    index: dashless,
    type: message.type === 'Text' ? 'Message' : message.type,
    ...(message.type === 'PushUrl' && message.url ? { text: message.url } : {}),
    from: {
      name: from.nickname || from.firstName,
      type: from.type === 'Customer' ? 'Client' : from.type,
      participantId: from.participantId,
    },
  }
}

/** `content` is an object in a card, and whatever a server sends. */
function imagesOf({ content }: { content?: unknown }): Record<string, unknown>[] {
  const items: unknown[] = Array.isArray(content) ? content : []
  return items.filter(
    (item): item is Record<string, unknown> =>
      typeof item === 'object' && item !== null && (item as { type?: unknown }).type === 'image',
  )
}
