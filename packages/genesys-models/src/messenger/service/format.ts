import type { GuestMessage } from '../link/types.ts'

/** A message as `restored` and `oldMessages` have it: other names, lower case, no metadata. */
export function format(message: GuestMessage): Record<string, unknown> {
  const { id, channel, direction, type, text, content, events, originatingEntity } = message
  const event = events?.[0]
  return {
    id: channel.messageId ?? id,
    time: channel.time,
    timestamp: channel.time,
    messageType: direction.toLowerCase(),
    type: type.toLowerCase(),
    from: channel.from ?? '',
    originatingEntity: originatingEntity ?? '',
    tracingId: '',
    ...(text !== undefined && { text }),
    ...(event && { eventType: event.eventType, presence: event.presence }),
    ...contentOf(content ?? []),
  }
}

function contentOf(content: readonly Record<string, unknown>[]): Record<string, unknown> {
  const of = (name: string): unknown[] => content.map((item) => item[name]).filter(Boolean)
  return {
    quickReplies: of('quickReply'),
    files: of('attachment'),
    ...(of('card').length > 0 && { card: of('card')[0] }),
    ...(of('carousel').length > 0 && { carousel: of('carousel')[0] }),
  }
}

export const presenceOf = ({ events }: GuestMessage): string | undefined =>
  (events?.[0]?.presence as { type?: string } | undefined)?.type
