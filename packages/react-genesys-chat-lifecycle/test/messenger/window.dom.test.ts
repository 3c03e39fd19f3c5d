import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type MessengerClient, PASSING } from '../../src/platform/genesys-messenger/client.ts'
import { MessengerConnection } from '../../src/platform/genesys-messenger/connection.ts'
import { createWindow } from '../../src/platform/genesys-messenger/window.ts'
import type { OutgoingMessage } from '../../src/platform/port.ts'
import { createFakeGenesys } from '../support/fakeGenesys.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const off of stops.splice(0)) off()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const stops: (() => void)[] = []

function createMessengerWindow() {
  const fake = createFakeGenesys()
  const connection = new MessengerConnection(fake.plugin, false)
  const client = { connection: connection as MessengerConnection | undefined }
  const window = createWindow(client as MessengerClient, (run) => run(connection))
  /** What Messenger does with a command of the page. */
  const give = (command: string, options: unknown) => {
    const hook = fake.plugin.before.mock.calls.find(([name]) => name === `MessagingService.${command}`)?.[1]
    return hook?.(options) === true ? 'held' : 'given'
  }
  return { window, client, connection, give }
}

describe('the window of Messenger', () => {
  it('takes nothing into it', async () => {
    const { window } = createMessengerWindow()
    expect(window.features).toEqual({
      canInject: false,
      canOverlay: false,
      canHold: false,
      saysClosed: true,
      layer: 99_999_999,
    })
    expect(window.onChange(() => {})).not.toThrow()
    expect(window.countOpenings()).toBe(0)
    expect(window.rendersMarkdown()).toBe(false)
    await expect(window.showOverlay(document.body)).resolves.toBe(false)
    expect(window.hideOverlay).not.toThrow()
    expect(window.isOverlayTaken(document.body)).toBe(false)
    expect(
      window.watchOverlay(
        () => {},
        () => {},
      ),
    ).not.toThrow()
  })
})

describe('what the page sends', () => {
  const TEXT = { message: 'Hi' }

  it.each<[string, object, string]>([
    ['a text', TEXT, 'Hi'],
    ['a chosen quick reply', { postback: { text: 'Yes', payload: 'y' }, type: 'quickReply' }, 'Yes'],
    ['a choice without a text', { postback: { payload: 'y' }, type: 'quickReply' }, 'y'],
    ['a pressed button', { postback: { buttonResponse: { text: 'No' }, text: 'Yes' }, type: 'card' }, 'No'],
    ['a form', { postback: {}, type: 'form' }, 'form'],
  ])('is held where the guard says so: %s', (_, options, text) => {
    const { window, give } = createMessengerWindow()
    const hold = vi.fn((_message: OutgoingMessage) => true)
    window.holdMessages(hold)
    expect(give('sendMessage', options)).toBe('held')
    expect(hold).toHaveBeenCalledExactlyOnceWith({ kind: 'text', text, data: options })
    hold.mockReturnValue(false)
    expect(give('sendMessage', options)).toBe('given')
  })

  it.each([null, {}, { message: '' }, { message: ' \n' }, { message: 7 }, { type: 'form' }])(
    'is none of the guard where it says nothing: %j',
    (options) => {
      const { window, give } = createMessengerWindow()
      const hold = vi.fn(() => true)
      window.holdMessages(hold)
      expect(give('sendMessage', options)).toBe('given')
      expect(hold).not.toHaveBeenCalled()
    },
  )

  it('is held with its files', () => {
    const { window, give } = createMessengerWindow()
    const hold = vi.fn(() => true)
    window.holdMessages(hold)
    expect(give('requestUpload', { file: [] })).toBe('held')
    expect(hold).toHaveBeenCalledExactlyOnceWith({ kind: 'file', text: '', data: {} })
  })

  it('passes where it is to pass', () => {
    const { window, give, connection } = createMessengerWindow()
    const hold = vi.fn(() => true)
    window.holdMessages(hold)
    connection.shared.set(PASSING, true)
    expect([give('sendMessage', TEXT), give('requestUpload', {})]).toEqual(['given', 'given'])
    expect(hold).not.toHaveBeenCalled()
    connection.shared.set(PASSING, false)
    expect(give('sendMessage', TEXT)).toBe('held')
  })

  it('is held also on a bus that the client has left', () => {
    const { window, give, client } = createMessengerWindow()
    window.holdMessages(() => true)
    client.connection = undefined
    expect(give('sendMessage', TEXT)).toBe('held')
  })

  it('is not held any more when the guard has gone', () => {
    const { window, give } = createMessengerWindow()
    const off = window.holdMessages(() => true)
    off()
    expect([give('sendMessage', TEXT), give('requestUpload', {})]).toEqual(['given', 'given'])
  })
})

describe('the place of the window', () => {
  function addFrame(width = 400, height = 600, { id = 'genesys-mxg-frame', parent = document.body } = {}) {
    const frame = document.createElement('iframe')
    frame.id = id
    frame.getBoundingClientRect = () => new DOMRect(10, 20, width, height)
    parent.append(frame)
    return frame
  }
  function watching() {
    const onBounds = vi.fn((_bounds: DOMRectReadOnly | null) => {})
    const stop = createMessengerWindow().window.watchBounds(onBounds)
    stops.push(stop)
    /** The widths it was told; null: nowhere. */
    const take = () => {
      const widths = onBounds.mock.calls.map(([bounds]) => bounds?.width ?? null)
      onBounds.mockClear()
      return widths
    }
    return { take, stop, onBounds }
  }
  const resize = () => window.dispatchEvent(new Event('resize'))

  it.each<[number, number, boolean]>([
    [400, 600, true],
    [1, 1, true],
    [0, 600, false],
    [400, 0, false],
    [0, 0, false],
  ])('is that of its frame: %d × %d', (width, height, isSomewhere) => {
    addFrame(width, height)
    const { onBounds } = watching()
    expect(onBounds).toHaveBeenCalledExactlyOnceWith(
      isSomewhere ? expect.objectContaining({ x: 10, y: 20, width, height }) : null,
    )
  })

  it('is found by each of the names of the frame', () => {
    const app = document.body.appendChild(document.createElement('div'))
    app.className = 'genesys-app'
    const frame = addFrame(400, 600, { id: '', parent: app })
    expect(watching().take()).toEqual([400])
    app.className = ''
    expect(watching().take()).toEqual([null])
    frame.className = 'genesys-mxg-frame'
    expect(watching().take()).toEqual([400])
  })

  it('is nowhere until the frame comes, wherever in the page, and is told again when that has settled', async () => {
    const parent = document.body.appendChild(document.createElement('div'))
    const { take } = watching()
    expect(take()).toEqual([null])
    addFrame(72, 72, { parent })
    await wait()
    expect(take()).toEqual([72])
    await wait(499)
    expect(take()).toEqual([])
    await wait(1)
    expect(take()).toEqual([72])
    await wait(5_000)
    expect(take()).toEqual([])
  })

  it.each(['style', 'class'])(
    'changes with the %s of the frame; a transition ends half a second after',
    async (name) => {
      const frame = addFrame()
      const { take } = watching()
      take()
      frame.setAttribute(name, 'a')
      await wait(400)
      frame.setAttribute(name, 'b')
      await wait(499)
      expect(take()).toEqual([400, 400])
      await wait(1)
      expect(take()).toEqual([400])
    },
  )

  it('does not change with anything else', async () => {
    const frame = addFrame()
    const { take } = watching()
    take()
    frame.title = 'Chat'
    document.body.append(document.createElement('p'))
    await wait(1_000)
    expect(take()).toEqual([])
  })

  it('changes with the window of the browser, and follows a frame that was replaced', async () => {
    const first = addFrame()
    const { take } = watching()
    resize()
    expect(take()).toEqual([400, 400])
    first.remove()
    const second = addFrame(72, 72)
    resize()
    expect(take()).toEqual([72])
    first.className = 'a'
    await wait(1_000)
    expect(take()).toEqual([])
    second.className = 'a'
    await wait()
    expect(take()).toEqual([72])
    second.remove()
    resize()
    expect(take()).toEqual([null])
    addFrame(300, 300)
    await wait()
    expect(take()).toEqual([300])
  })

  it('changes with the size of the frame, where the browser tells', async () => {
    const observed = new Set<Element>()
    const observe = vi.fn((element: Element) => observed.add(element))
    let tell = (): void => {}
    class FakeResizeObserver {
      constructor(callback: () => void) {
        tell = callback
      }
      observe = observe
      disconnect() {
        observed.clear()
      }
    }
    vi.stubGlobal('ResizeObserver', FakeResizeObserver)
    const { take, stop } = watching()
    expect([...observed]).toEqual([])
    const first = addFrame()
    resize()
    expect([...observed]).toEqual([first])
    first.remove()
    const second = addFrame()
    resize()
    expect([...observed]).toEqual([second])
    await wait(1_000)
    take()
    tell()
    expect(take()).toEqual([400])
    // Not observed again: that would tell again, for ever.
    expect(observe).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
    stop()
    expect([...observed]).toEqual([])
  })

  it('is not told any more when nobody watches', async () => {
    const frame = addFrame()
    const { take, stop } = watching()
    frame.className = 'a'
    await wait()
    take()
    stop()
    expect(vi.getTimerCount()).toBe(0)
    frame.className = 'b'
    resize()
    await wait(1_000)
    expect(take()).toEqual([])
  })
})
