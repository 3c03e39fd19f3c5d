import type { MessageOrder } from '../platform/message.ts'

/** Negative when `a` comes first. */
export function compareOrder(a: MessageOrder, b: MessageOrder): number {
  return a[0] - b[0] || a[1] - b[1]
}

/** Whether `a` comes after `b`. Anything comes after nothing. */
export function isAfter(a: MessageOrder, b: MessageOrder | null): boolean {
  return !b || compareOrder(a, b) > 0
}

/** A place right behind `order`, before whatever the server numbers next: for a message that came without an index. */
export function justAfter(order: MessageOrder | null): MessageOrder {
  return order ? [order[0], order[1] + 0.0001] : [0, 0]
}
