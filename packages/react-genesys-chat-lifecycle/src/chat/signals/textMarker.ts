import { describe, tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { attempt } from '../../common/values.ts'
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
  const own = attempt(() => marker instanceof RegExp && new RegExp(marker))
  // Without a pattern, as `new RegExp(undefined)` makes it, every text would be a marker.
  if (own && own.source !== '(?:)') {
    return (text) => {
      // With a `g` or `y` flag, it remembers where it stopped.
      own.lastIndex = 0
      return own.test(text)
    }
  }
  inDevelopment(() =>
    tellOnce(
      `textMarker(): expected a text or a RegExp, got ${own ? 'an empty RegExp' : describe(marker)}. Use textMarker('GenesysTerminateChat').`,
    ),
  )
  return () => false
}
