import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../../src/common/listeners.ts'
import {
  isOverlayShown,
  isWindowHidden,
  isWindowInDocument,
  watchBounds,
} from '../../../src/platform/genesys-widgets/windowElement.ts'

/** jsdom has no layout: an element is rendered if the test says so. */
const rendered = new Set<Element>()
const bounds = { top: 1, left: 2, width: 3, height: 4 } as DOMRect

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Element.prototype, 'getClientRects').mockImplementation(function (this: Element) {
    return (rendered.has(this) ? [bounds] : []) as never
  })
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(bounds)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  rendered.clear()
  document.body.innerHTML = ''
})

function addWindow({ isShown = true } = {}): HTMLElement {
  document.body.innerHTML = '<div class="cx-webchat"><div class="cx-overlay cx-dynamic"></div></div>'
  const element = document.querySelector('.cx-webchat') as HTMLElement
  if (isShown) rendered.add(element)
  return element
}

describe('the window', () => {
  it('is in the document, or not', () => {
    expect(isWindowInDocument()).toBe(false)
    addWindow()
    expect(isWindowInDocument()).toBe(true)
  })

  it('is hidden when it is in the document and not rendered', () => {
    expect(isWindowHidden()).toBe(false)
    const element = addWindow()
    expect(isWindowHidden()).toBe(false)
    rendered.delete(element)
    expect(isWindowHidden()).toBe(true)
  })

  it('is nowhere without a document', () => {
    vi.stubGlobal('document', undefined)
    expect([isWindowInDocument(), isWindowHidden()]).toEqual([false, false])
  })
})

describe('the overlay', () => {
  it('is shown when it is rendered with something else than our own in it', () => {
    const own = document.createElement('div')
    expect(isOverlayShown(own)).toBe(false)
    const overlay = addWindow().querySelector('.cx-dynamic') as HTMLElement
    expect(isOverlayShown(own)).toBe(false)
    rendered.add(overlay)
    expect(isOverlayShown(own)).toBe(true)
    overlay.append(own)
    expect(isOverlayShown(own)).toBe(false)
  })
})

describe('watchBounds', () => {
  function watch() {
    const events = new Map<string, ReturnType<typeof createListeners>>()
    const on = (event: string, listener: () => void) => {
      const known = events.get(event) ?? createListeners()
      events.set(event, known)
      return known.add(listener)
    }
    const onBounds = vi.fn()
    const stop = watchBounds({ on } as never, onBounds)
    return { onBounds, stop, publish: (event: string) => events.get(event)?.notify() }
  }

  it('reports at once: nowhere, hidden, or where', () => {
    expect(watch().onBounds.mock.calls).toEqual([[null]])
    const element = addWindow({ isShown: false })
    expect(watch().onBounds.mock.calls).toEqual([[null]])
    rendered.add(element)
    expect(watch().onBounds.mock.calls).toEqual([[bounds]])
  })

  it.each(['opened', 'closed', 'minimized', 'unminimized'])(
    'reports when the window is %s, and again when it has slid into its place',
    (change) => {
      const { onBounds, publish } = watch()
      addWindow()
      publish(`WebChat.${change}`)
      expect(onBounds.mock.calls).toEqual([[null], [bounds]])
      vi.advanceTimersByTime(500)
      expect(onBounds).toHaveBeenCalledTimes(3)
    },
  )

  it('reports when the window’s style changes, and when the page is resized', async () => {
    const element = addWindow()
    const { onBounds } = watch()
    rendered.delete(element)
    element.style.display = 'none'
    await Promise.resolve()
    expect(onBounds.mock.calls).toEqual([[bounds], [null]])
    rendered.add(element)
    window.dispatchEvent(new Event('resize'))
    expect(onBounds).toHaveBeenLastCalledWith(bounds)
  })

  it('reports when the window’s size changes, of the window that is there now', () => {
    const observers: { observed: Element[]; resize: () => void; disconnect: () => void }[] = []
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observed: Element[] = []
        resize: () => void
        constructor(callback: () => void) {
          this.resize = callback
          observers.push(this)
        }
        observe(element: Element) {
          this.observed.push(element)
        }
        disconnect() {
          this.observed = []
        }
      },
    )
    addWindow()
    const { onBounds, publish, stop } = watch()
    observers[0]?.resize()
    expect(onBounds).toHaveBeenCalledTimes(2)
    const second = addWindow()
    publish('WebChat.opened')
    expect(observers.map(({ observed }) => observed)).toEqual([[second]])
    stop()
    expect(observers[0]?.observed).toEqual([])
  })

  it('reports nothing after it was stopped', async () => {
    const element = addWindow()
    const { onBounds, stop, publish } = watch()
    publish('WebChat.opened')
    onBounds.mockClear()
    stop()
    vi.advanceTimersByTime(500)
    element.style.display = 'none'
    publish('WebChat.opened')
    window.dispatchEvent(new Event('resize'))
    await Promise.resolve()
    expect(onBounds).not.toHaveBeenCalled()
  })
})
