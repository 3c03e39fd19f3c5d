import { describe, tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import type { CloseSignal } from './signal.ts'

/**
 * Closes the segment at a text that a workflow sends, for sites without the System message. A customer's own text is never a marker.
 *
 * @param marker - the whole text, or a pattern
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(), textMarker('GenesysTerminateChat')]}>
 * @example
 * <GenesysChatProvider closeSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}>
 */
export function textMarker(marker: string | RegExp): CloseSignal {
  const matches = matcherOf(marker)
  return {
    name: 'textMarker',
    detect: ({ from, text }) => (from.type !== 'unknown' && text && matches(text) ? 'completed' : null),
  }
}

function matcherOf(marker: unknown): (text: string) => boolean {
  if (typeof marker === 'string' && marker.trim()) return (text) => text.trim() === marker.trim()
  // With a `g` or `y` flag, `test` would remember where it stopped.
  if (marker instanceof RegExp) {
    const stateless = new RegExp(marker.source, marker.flags.replace(/[gy]/g, ''))
    return (text) => stateless.test(text)
  }
  inDevelopment(() =>
    tellOnce(
      `textMarker(): expected a text or a RegExp, got ${describe(marker)}. Use textMarker('GenesysTerminateChat').`,
    ),
  )
  return () => false
}
