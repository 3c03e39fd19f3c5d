import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BusClient } from '../../../src/platform/genesys-widgets/client.ts'
import { createOverlay } from '../../../src/platform/genesys-widgets/overlay.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'
import { runClient } from '../../support/client.ts'

let testBus: TestBus
let stop: () => void
let client: BusClient
let overlay: ReturnType<typeof createOverlay>
let node: HTMLElement

beforeEach(async () => {
  vi.useFakeTimers()
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  ;({ client, stop } = runClient(testBus.bus))
  overlay = createOverlay(client)
  node = document.createElement('div')
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

describe('the node of the library in the overlay', () => {
  it('is shown as it is, over the whole window, and is removed when it is hidden', async () => {
    expect(await settled(overlay.showOverlay(node))).toBe(true)
    expect(shown()).toMatchObject({ visible: true, html: node })
    expect(testBus.commandsNamed('WebChat.showOverlay')[0]?.data).toEqual({
      html: node,
      mode: 'fit',
      reactGenesysChatLifecycle: true,
    })
    overlay.hideOverlay()
    await testBus.settle()
    expect(shown()).toMatchObject({ visible: false, html: '' })
  })

  it('is not shown where the widget refuses it, does not answer, or where there is no bus', async () => {
    testBus.bus.before('WebChat.showOverlay', () => false)
    expect(await settled(overlay.showOverlay(node))).toBe(false)

    const busless = runClient(() => undefined)
    expect(await createOverlay(busless.client).showOverlay(node)).toBe(false)
    busless.stop()
  })

  it('is hidden also after the client was stopped', async () => {
    await settled(overlay.showOverlay(node))
    stop()
    overlay.hideOverlay()
    await testBus.settle()
    expect(shown()).toMatchObject({ visible: false })
  })
})

describe('an overlay of the page', () => {
  const heard: string[] = []
  let unwatch: () => void
  beforeEach(() => {
    heard.length = 0
    unwatch = overlay.watchOverlay(
      () => heard.push('taken'),
      () => heard.push('freed'),
    )
  })
  const send = async (command: string, data: object) => {
    testBus.bus.command(`WebChat.${command}`, data)
    await testBus.settle()
  }

  it('is reported when it is shown and when it was hidden', async () => {
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
    ['the library’s own', { reactGenesysChatLifecycle: true }, []],
    ['the widget’s own, which is there from the start', { static: true }, []],
    ['similar to it', { static: 'true' }, ['taken']],
  ])('is told from what is %s', async (_, data, told) => {
    await send('showOverlay', { html: 'x', ...data })
    expect(heard).toEqual(told)
  })

  it('is shown unchanged', async () => {
    await send('showOverlay', { html: 'theirs' })
    expect(shown()).toMatchObject({ visible: true, html: 'theirs' })
  })
})
