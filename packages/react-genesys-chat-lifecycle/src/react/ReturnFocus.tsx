'use client'

import * as React from 'react'

/** Gives the focus back to where it came from when what is inside goes away with it. Never takes it by itself. */
export function ReturnFocus({ children }: { children: React.ReactNode }): React.ReactNode {
  const inside = React.useRef<HTMLDivElement>(null)

  React.useLayoutEffect(() => {
    const node = inside.current
    let cameFrom: EventTarget | null = null
    const remember = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget && !node?.contains(relatedTarget as Node)) cameFrom = relatedTarget
    }
    node?.addEventListener('focusin', remember)
    return () => {
      node?.removeEventListener('focusin', remember)
      if (!node?.contains(node.ownerDocument.activeElement)) return
      // After React has taken the nodes off the page, or else the browser moves the focus once more.
      queueMicrotask(() => {
        if (cameFrom instanceof HTMLElement && !node.isConnected) cameFrom.focus()
      })
    }
  }, [])

  return <div ref={inside}>{children}</div>
}
