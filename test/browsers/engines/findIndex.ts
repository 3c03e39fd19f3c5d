import type { Target } from './engine.ts'

/** Runs in the page: which of the elements that match the selector is meant. */
export function findIndex({ css, text = '' }: Target): number {
  const all = [...document.querySelectorAll(css)]
  const index = all.findIndex(
    (element) => element.getClientRects().length > 0 && element.textContent?.includes(text),
  )
  if (index < 0) throw new Error(`Nothing visible matches ${css} with the text "${text}".`)
  return index
}
