import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { mountTalk } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  document.querySelector('.genesys-app')?.remove()
  vi.useRealTimers()
})

/** The vendor's frame, at the right edge. */
function addFrame(width: number, height: number): HTMLIFrameElement {
  const app = document.createElement('div')
  app.className = 'genesys-app'
  const frame = document.createElement('iframe')
  frame.id = 'genesys-mxg-frame'
  frame.className = 'genesys-mxg-frame'
  frame.getBoundingClientRect = () => new DOMRect(1280 - width - 20, 700 - height, width, height)
  app.append(frame)
  document.body.append(app)
  return frame
}

it('what the guard shows in the page stands clear of the frame of Messenger, and above it', async () => {
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1280)
  const app = await mountTalk()
  const guard = app.page.container.querySelector<HTMLElement>('.genesys-chat-guard')
  app.messenger.agent.disconnect()
  await app.settle()
  expect(guard?.dataset.side).toBe('start')
  const frame = addFrame(408, 600)
  await app.wait(1_000)
  expect(guard?.dataset.side).toBe('beside')
  expect(guard?.style.getPropertyValue('--_layer')).toBe('100000000')
  // The launcher alone can be pressed.
  const place = (rect: DOMRect): Promise<void> => {
    frame.getBoundingClientRect = () => rect
    frame.style.width = `${rect.width}px`
    return app.wait(1_000)
  }
  await place(new DOMRect(1200, 640, 72, 72))
  expect(guard?.dataset.side).toBe('beside')
  expect(guard?.style.getPropertyValue('--_right')).toBe('96px')
  await place(new DOMRect(1200, 640, 0, 0))
  expect(guard?.dataset.side).toBe('start')
})
