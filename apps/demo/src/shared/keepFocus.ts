/** What the keyboard can go on from when what had the focus is gone: a region, and in it the next thing to do. */
const HOME = '[data-focus-home]'
const NEXT = '[data-focus-next]'

/**
 * Keeps the focus from falling to the body when what had it disappears or is disabled. It goes to `data-focus-next` in the nearest
 * `data-focus-home` that is still there, or to that region itself.
 */
export function keepFocus(): void {
  let focused: HTMLElement | null = null
  let homes: readonly HTMLElement[] = []

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || target === document.body) return
    focused = target
    homes = homesOf(target)
  })
  document.addEventListener('focusout', ({ relatedTarget }) => {
    const left = focused
    // The customer clicked beside it, or went to another window. What disappears is told here too, so look again later.
    if (relatedTarget === null)
      setTimeout(() => {
        if (focused === left && left !== null && isUsable(left) && document.activeElement !== left)
          focused = null
      })
  })
  new MutationObserver(() => {
    if (focused === null || isUsable(focused)) return
    const now = document.activeElement
    // A dialog gives it back by itself.
    const isLost = !focused.closest('dialog') && (now === null || now === document.body || now === focused)
    focused = null
    if (isLost) focusNext(homes)
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'open'],
  })
}

function focusNext(homes: readonly HTMLElement[]): void {
  const home = homes.find((region) => region.isConnected) ?? document.querySelector<HTMLElement>('main')
  if (!home) return
  const next = [...home.querySelectorAll<HTMLElement>(NEXT)].find(
    (element) => isUsable(element) && element.closest(HOME) === home,
  )
  if (!next && !home.hasAttribute('tabindex')) home.tabIndex = -1
  ;(next ?? home).focus({ preventScroll: true })
}

function homesOf(element: Element): HTMLElement[] {
  const home = element.closest<HTMLElement>(HOME)
  return home ? [home, ...(home.parentElement ? homesOf(home.parentElement) : [])] : []
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility()
}
