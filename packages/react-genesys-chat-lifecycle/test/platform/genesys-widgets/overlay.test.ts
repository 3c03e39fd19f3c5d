import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BusClient } from '../../../src/platform/genesys-widgets/client.ts'
import { createOverlay, type Overlay } from '../../../src/platform/genesys-widgets/overlay.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'

let testBus: TestBus
let stop: () => void
let overlay: Overlay
let client: ReturnType<typeof BusClient>

beforeEach(async () => {
  vi.useFakeTimers()
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  client = new BusClient(
    () => testBus.bus,
    () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
  )
  stop = client.start(() => {})
  overlay = createOverlay(client)
  testBus.start()
  testBus.customer.open()
  await testBus.settle()
})
afterEach(() => {
  stop()
  testBus.dispose()
  vi.useRealTimers()
})

const shown = () => testBus.widget.state.overlay

async function settled<Value>(promise: Promise<Value>): Promise<Value> {
  await testBus.settle()
  return promise
}

describe('our part of the overlay', () => {
  it('is shown as it is, over the whole window, and taken out again', async () => {
    expect(await settled(overlay.show())).toBe(true)
    expect(shown()).toMatchObject({ visible: true, html: overlay.node() })
    expect(testBus.commandsNamed('WebChat.showOverlay')[0]?.data).toEqual({
      html: overlay.node(),
      mode: 'fit',
      reactGenesysChatLifecycle: true,
    })
    overlay.hide()
    await testBus.settle()
    expect(shown()).toMatchObject({ visible: false, html: '' })
  })

  it('is not shown where the widget refuses, does not answer, or there is no bus', async () => {
    testBus.bus.before('WebChat.showOverlay', () => false)
    expect(await settled(overlay.show())).toBe(false)

    const busless = new BusClient(
      () => () => undefined,
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    expect(await createOverlay(busless).show()).toBe(false)
  })

  it('is hidden also after the client has let go of the bus', async () => {
    await settled(overlay.show())
    stop()
    overlay.hide()
    await testBus.settle()
    expect(shown()).toMatchObject({ visible: false })
  })
})

describe('the page’s part of it', () => {
  const heard: string[] = []
  let unwatch: () => void
  beforeEach(() => {
    heard.length = 0
    unwatch = overlay.watch(
      () => heard.push('taken'),
      () => heard.push('freed'),
    )
  })
  const send = async (command: string, data: object) => {
    testBus.bus.command(`WebChat.${command}`, data)
    await testBus.settle()
  }

  it('is told when it begins, and when it has ended', async () => {
    testBus.bus.command('WebChat.showOverlay', { html: 'theirs' })
    expect(heard).toEqual(['taken'])
    testBus.bus.command('WebChat.hideOverlay', {})
    // The hook is called before the command: what we showed now, it would hide.
    expect(heard).toEqual(['taken'])
    await testBus.settle()
    expect(heard).toEqual(['taken', 'freed'])
    unwatch()
    await send('showOverlay', { html: 'theirs' })
    expect(heard).toHaveLength(2)
  })

  it.each([
    ['ours', { reactGenesysChatLifecycle: true }, []],
    ['the widget’s own, which is there from the start', { static: true }, []],
    ['like it', { static: 'true' }, ['taken']],
  ])('is not told of what is %s', async (_, data, told) => {
    await send('showOverlay', { html: 'x', ...data })
    expect(heard).toEqual(told)
  })

  it('gets what it sent, unchanged', async () => {
    await send('showOverlay', { html: 'theirs' })
    expect(shown()).toMatchObject({ visible: true, html: 'theirs' })
  })
})
