import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { readSeen } from './reading.ts'

/** CXBus itself: its doors, its plugins, its events, its data. */
export function busContract(test: ContractTest): void {
  test('window.CXBus has neither unsubscribe, publish, before nor registry; the shared bus has them all', async ({
    open,
  }) => {
    const page = await open('regular')
    const doors = await page.run(({ bus, CXBus }) => {
      const methodsOf = (door: object): string[] =>
        Object.keys(door)
          .filter((name) => typeof door[name as keyof object] === 'function')
          .sort()
      return { bus: methodsOf(bus), CXBus: methodsOf(CXBus) }
    })
    expect(doors.CXBus.join(' ')).toBe(
      'command configure data loadFile loadModule loadPlugin registerMaster registerModule registerPlugin subscribe',
    )
    expect(doors.bus.join(' ')).toBe(
      'before command data namespace publish publishDirect ready registerCommand registerEvents registerPlugin registry republish subscribe subscribers unsubscribe',
    )
  })

  test('a name is given once: registerPlugin answers false when it is taken', async ({ open }) => {
    const page = await open('regular')
    const answers = await page.run(({ bus, CXBus }) => [
      typeof bus.registerPlugin('Contract'),
      bus.registerPlugin('Contract'),
      CXBus.registerPlugin('Contract'),
      CXBus.registerPlugin('WebChat'),
    ])
    expect(answers).toEqual(['object', false, false, false])
  })

  test('registration is locked by whoever asks first: a page that is ahead of the widget, else the widget', async ({
    open,
  }) => {
    const after = await open('regular')
    expect(await after.run(({ CXBus }) => typeof CXBus.registerMaster())).toBe('undefined')
    await after.close()
    const before = await open('regular', ({ CXBus }) => {
      const master = CXBus.registerMaster() as { lock(): void; unlock(): void }
      master.lock()
      const locked = CXBus.registerPlugin('Contract')
      master.unlock()
      const seen = [locked, typeof CXBus.registerPlugin('Contract'), typeof CXBus.registerMaster()]
      Object.assign(globalThis, { seen })
    })
    expect(await before.run(readSeen)).toEqual([false, 'object', 'undefined'])
  })

  test('onReady that the page has set is called once, with the shared bus, before App.ready arrives and the window’s plugin is there', async ({
    open,
  }) => {
    const page = await open('regular', (inPage) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      const look = (when: string) => () => {
        const { WebChat, WebChatService } = inPage.bus.registry()
        seen.push([when, WebChat !== undefined, WebChatService !== undefined])
      }
      inPage.CXBus.subscribe('WebChat.ready', look('WebChat.ready'))
      inPage.CXBus.subscribe('App.ready', look('App.ready'))
      inPage.widgets.onReady = (bus) => {
        look(bus === inPage.bus ? 'onReady' : 'another bus')()
      }
    })
    await page.quiet()
    expect(await page.run(readSeen)).toEqual([
      ['onReady', false, false],
      ['App.ready', false, false],
      // Which of the two files comes first is the network's choice.
      ['WebChat.ready', true, expect.any(Boolean)],
    ])
  })

  test('the registry is one object, whichever plugin asks, and names a plugin as soon as it is registered', async ({
    open,
  }) => {
    const page = await open('regular')
    const seen = await page.run(({ bus, CXBus }) => {
      const before = bus.registry()
      const known = 'Contract' in before
      const plugin = CXBus.registerPlugin('Contract') || bus
      return { known, later: 'Contract' in before, same: plugin.registry() === before }
    })
    expect(seen).toEqual({ known: false, later: true, same: true })
  })

  test('subscribe answers the name, or false without a callback; the same callback twice fires twice', async ({
    open,
  }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return
      let calls = 0
      const callback = (): void => {
        calls += 1
      }
      const answers = [bus.subscribe('Nobody.event', callback), bus.subscribe('Contract.event')]
      bus.subscribe('Contract.event', callback)
      bus.subscribe('Contract.event', callback)
      plugin.publish('event')
      await wait(50)
      return { answers, calls }
    })
    expect(seen).toEqual({ answers: ['Nobody.event', false], calls: 2 })
  })

  test('an envelope says when, who, what; its data is {} when nothing was published', async ({ open }) => {
    const page = await open('regular')
    const envelopes = await page.run(async ({ bus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return []
      const heard: unknown[] = []
      bus.subscribe('Contract.event', (envelope) => heard.push({ ...envelope, time: typeof envelope.time }))
      plugin.publish('event')
      plugin.publish('event', { some: 'data' })
      await wait(50)
      return heard
    })
    expect(envelopes).toEqual([
      { time: 'number', publisher: 'Contract', event: 'Contract.event', data: {} },
      { time: 'number', publisher: 'Contract', event: 'Contract.event', data: { some: 'data' } },
    ])
  })

  test('callbacks run later, in order of subscription, and one that throws does not stop the others', async ({
    open,
  }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, CXBus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return []
      const order: string[] = []
      bus.subscribe('Contract.event', () => order.push('first'))
      CXBus.subscribe('Contract.event', () => {
        throw new Error('thrown by a subscriber')
      })
      plugin.subscribe('Contract.event', () => order.push('third'))
      plugin.publish('event')
      order.push('published')
      await wait(50)
      return order
    })
    expect(seen).toEqual(['published', 'first', 'third'])
    expect(page.uncaught()).toEqual([expect.stringContaining('thrown by a subscriber')])
  })

  test('what was republished is replayed to late subscribers, what was published is not', async ({
    open,
  }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return []
      plugin.republish('sticky', { kept: true })
      plugin.publish('fleeting')
      await wait(50)
      const heard: unknown[] = []
      for (const event of [
        'Contract.sticky',
        'Contract.fleeting',
        'App.ready',
        'WebChat.ready',
        'WebChatService.ready',
      ]) {
        bus.subscribe(event, (envelope) => heard.push(envelope.event))
      }
      await wait(50)
      return heard
    })
    expect(seen).toEqual(['Contract.sticky', 'App.ready', 'WebChat.ready', 'WebChatService.ready'])
  })

  test('unsubscribe drops every callback of that plugin, and of that plugin only', async ({ open }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return []
      const heard: string[] = []
      bus.subscribe('Contract.event', () => heard.push('somebody on the shared bus'))
      bus.subscribe('Contract.event', () => heard.push('somebody else on the shared bus'))
      plugin.subscribe('Contract.event', () => heard.push('the plugin'))
      const answer = bus.unsubscribe('Contract.event')
      plugin.publish('event')
      await wait(50)
      return [answer, ...heard]
    })
    expect(seen).toEqual([true, 'the plugin'])
  })

  test('when the last subscriber of a sticky event goes, its replay is gone for everybody', async ({
    open,
  }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      const other = bus.registerPlugin('ContractToo')
      if (!plugin || !other) return
      let heard = 0
      const count = (): void => {
        heard += 1
      }
      plugin.republish('sticky')
      other.subscribe('Contract.sticky', count)
      bus.subscribe('Contract.sticky', count)
      bus.unsubscribe('Contract.sticky')
      bus.subscribe('Contract.sticky', count)
      await wait(50)
      const whileOneIsLeft = heard
      bus.unsubscribe('Contract.sticky')
      other.unsubscribe('Contract.sticky')
      bus.subscribe('Contract.sticky', count)
      await wait(50)
      return { whileOneIsLeft, afterwards: heard - whileOneIsLeft }
    })
    expect(seen).toEqual({ whileOneIsLeft: 3, afterwards: 0 })
  })

  test('shared data is read by its full name, and a write is told by three events', async ({ open }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, CXBus, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return
      const heard: string[] = []
      for (const event of ['Contract.data', 'Contract.data.colour', "Contract.data.colour:'red'"]) {
        bus.subscribe(event, (envelope) => heard.push(envelope.event))
      }
      plugin.data('colour', 'red')
      plugin.data('colour', 'red')
      await wait(50)
      return {
        read: [bus.data('Contract.colour'), CXBus.data('Contract.colour'), plugin.data('colour')],
        heard,
      }
    })
    expect(seen).toEqual({
      read: ['red', 'red', 'red'],
      heard: ['Contract.data', 'Contract.data.colour', "Contract.data.colour:'red'"],
    })
  })

  test('the registry names events and commands of all plugins, though not every event there is', async ({
    open,
  }) => {
    const page = await open('regular')
    const { chat, service } = await page.run(({ bus }) => {
      const registry = bus.registry()
      return { chat: registry.WebChat, service: registry.WebChatService }
    })
    expect(chat?.events).toEqual(
      expect.arrayContaining(['ready', 'opened', 'closed', 'completed', 'cancelled']),
    )
    // Real, and yet not listed.
    for (const name of ['started', 'rejected', 'chatButtonDisplayed', 'data'])
      expect(chat?.events).not.toContain(name)
    expect([...(chat?.events ?? []), ...(service?.events ?? [])].join(' ')).not.toMatch(/data\./)
    // What public integrations use, and nobody has.
    for (const name of ['ended', 'error', 'failed', 'agentConnected', 'chatEnded'])
      expect(chat?.events).not.toContain(name)
    for (const name of ['opened', 'closed', 'cancelled']) expect(service?.events).not.toContain(name)
    for (const name of ['get', 'startChat', 'unminimized', 'destroy'])
      expect(chat?.commands).not.toContain(name)
    expect(chat?.commands).toEqual(
      expect.arrayContaining(['open', 'close', 'endChat', 'injectMessage', 'showOverlay']),
    )
    expect(service?.events).toEqual(
      expect.arrayContaining(['messageReceived', 'ended', 'sessionLost', 'restored']),
    )
    expect(service?.commands).toEqual(
      expect.arrayContaining(['startChat', 'endChat', 'sendMessage', 'getSessionData']),
    )
  })
}
