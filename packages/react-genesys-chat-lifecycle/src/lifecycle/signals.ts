import type { ServerMessage } from './messages.ts'

/**
 * How far the agent's side has closed a segment.
 *
 * @example
 * const isFinal = (state: SegmentState) => state === 'completed'
 *
 * @see docs/real-widget.md, "The end of a segment"
 */
export type SegmentState = 'finalizing' | 'completed'

/**
 * What tells that a segment was closed. Make your own where your workflow says it in another way.
 *
 * @example
 * const survey: EndSignal = {
 *   name: 'survey',
 *   detect: (message) => (message.from.type === 'bot' && message.text === 'SURVEY' ? 'completed' : null),
 * }
 *
 * @see docs/real-widget.md, "The end of a segment"
 */
export interface EndSignal {
  /** Appears as `closing.signal`. */
  readonly name: string
  /** Looks at a message that is not the customer's own; returns what it says of the segment, or null. */
  readonly detect?: (message: ServerMessage) => SegmentState | null | undefined
  /** For {@link allAgentsLeft}: milliseconds without an agent after which the segment counts as closed. */
  readonly graceMs?: number
}

/**
 * The System message that Digital Channels add when an agent or a workflow closes a segment. The default.
 *
 * @param states - which states close a segment
 * @example
 * <GenesysChatProvider endSignals={[interactionState(['Completed'])]}>
 *
 * @see docs/real-widget.md, "The end of a segment"
 */
export function interactionState(states: readonly string[] = ['Finalizing', 'Completed']): EndSignal {
  return {
    name: 'interactionState',
    detect: ({ type, from, event, interactionState: state }) =>
      type === 'System' &&
      (from.type === 'system' || from.type === 'unknown') &&
      event === 'InteractionStateChange' &&
      states.includes(state)
        ? state === 'Finalizing'
          ? 'finalizing'
          : 'completed'
        : null,
  }
}

/**
 * A marker text that a workflow sends, for sites without the System message. A customer's own text is never a marker.
 *
 * @example
 * <GenesysChatProvider endSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}>
 *
 * @see docs/real-widget.md, "The end of a segment"
 */
export function textMarker(pattern: RegExp): EndSignal {
  // A `g` or `y` flag would make `test` remember where it was.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  return {
    name: 'textMarker',
    detect: ({ from, text }) =>
      from.type !== 'unknown' && text && stateless.test(text) ? 'completed' : null,
  }
}

/**
 * Every agent and bot has left and none has come for a while. A transfer, where the next agent joins in time, is no end.
 *
 * @param options - `graceMs`: how long to wait for the next agent, in milliseconds; 30 000 if not given
 * @example
 * <GenesysChatProvider endSignals={[interactionState(), allAgentsLeft({ graceMs: 60_000 })]}>
 *
 * @see docs/real-widget.md, "WebChatService"
 */
export function allAgentsLeft({ graceMs = 30_000 }: { graceMs?: number } = {}): EndSignal {
  return { name: 'allAgentsLeft', graceMs }
}
