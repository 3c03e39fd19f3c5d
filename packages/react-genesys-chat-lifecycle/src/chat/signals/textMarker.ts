import type { CloseSignal } from './signal.ts'

/**
 * A marker text that a workflow sends, for sites without the System message. A customer's own text is never a marker.
 *
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}>
 */
export function textMarker(pattern: RegExp): CloseSignal {
  // With a `g` or `y` flag, `test` would remember where it stopped.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  return {
    name: 'textMarker',
    detect: ({ from, text }) =>
      from.type !== 'unknown' && text && stateless.test(text) ? 'completed' : null,
  }
}
