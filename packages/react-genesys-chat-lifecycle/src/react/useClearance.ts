'use client'

import * as React from 'react'
import type { Chat } from '../chat/chat.ts'

/** The least width and height in which a card can be read. */
const LEAST_WIDTH = 272
const LEAST_HEIGHT = 152
const GAP = 16
/** As wide as a card gets: beside the window it stands next to it, also on a wide screen. */
const MOST_WIDTH = 416
/** The bar with the buttons that minimise and close the window. */
const BAR_HEIGHT = 48

/** Where there is room for cards, in pixels of the viewport. */
export interface Clearance {
  readonly side: 'start' | 'beside' | 'above' | 'over'
  readonly left?: number
  readonly right?: number
  readonly top?: number
  readonly bottom?: number
  readonly maxHeight?: number
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * Pure: where cards are clear of the vendor's window. Beside it, on the wider side; else above it; else, on a phone that it covers, over its
 * top, below its bar. `start` leaves the place to the style sheet.
 */
export function clearOf(window: Box | null, width: number, height: number): Clearance {
  // A page may put it aside, out of sight. While it slides in, it is below.
  const isSeen =
    window &&
    Math.min(window.right, width) > Math.max(window.left, 0) &&
    window.bottom > Math.max(window.top, 0)
  if (!isSeen || window.top >= height - 1) return { side: 'start' }
  const roomLeft = Math.max(0, window.left) - 2 * GAP
  const roomRight = width - window.right - 2 * GAP
  if (Math.max(roomLeft, roomRight) >= LEAST_WIDTH) {
    return roomLeft >= roomRight
      ? {
          side: 'beside',
          left: Math.max(GAP, window.left - GAP - MOST_WIDTH),
          right: width - window.left + GAP,
          bottom: GAP,
          maxHeight: height - 2 * GAP,
        }
      : {
          side: 'beside',
          left: window.right + GAP,
          right: Math.max(GAP, width - window.right - GAP - MOST_WIDTH),
          bottom: GAP,
          maxHeight: height - 2 * GAP,
        }
  }
  const roomAbove = window.top - 2 * GAP
  if (roomAbove >= LEAST_HEIGHT) {
    return {
      side: 'above',
      left: GAP,
      right: GAP,
      bottom: height - window.top + GAP / 2,
      maxHeight: roomAbove,
    }
  }
  const top = Math.max(0, window.top) + BAR_HEIGHT + GAP
  return { side: 'over', left: GAP, right: GAP, top, maxHeight: height - top - GAP }
}

/** Keeps an element clear of the vendor's window while it shows something. */
export function useClearance(chat: Chat, isShown: boolean): React.RefObject<HTMLDivElement | null> {
  const ref = React.useRef<HTMLDivElement>(null)
  React.useEffect(() => {
    const element = ref.current
    if (!isShown || !element) return
    const { layer } = chat.platform.window.features
    if (layer !== undefined) element.style.setProperty('--_layer', `${layer + 1}`)
    const stop = chat.platform.window.watchBounds((bounds) => {
      place(element, clearOf(bounds, document.documentElement.clientWidth, globalThis.innerHeight))
    })
    return () => {
      stop()
      place(element, { side: 'start' })
    }
  }, [chat, isShown])
  return ref
}

/** Keeps what is in the overlay of a window that sticks out of the viewport, as the vendor's does on narrow screens, inside it. */
export function useOverhang(chat: Chat, overlay: HTMLElement | null): void {
  React.useEffect(() => {
    if (!overlay) return
    return chat.platform.window.watchBounds((bounds) => {
      set(overlay, '--_overhang', bounds && bounds.left < 0 ? -bounds.left : undefined)
    })
  }, [chat, overlay])
}

const SIDES = ['left', 'right', 'top', 'bottom'] as const

function place(element: HTMLElement, clearance: Clearance): void {
  element.dataset.side = clearance.side
  for (const side of SIDES) set(element, `--_${side}`, clearance[side])
  set(element, '--_max-height', clearance.maxHeight)
}

function set(element: HTMLElement, name: string, pixels: number | undefined): void {
  if (pixels === undefined) element.style.removeProperty(name)
  else element.style.setProperty(name, `${Math.round(pixels)}px`)
}
