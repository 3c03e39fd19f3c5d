import type { WidgetWindow } from 'genesys-models/widget'
import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'
import {
  createTestBus,
  type NewMessage,
  type TestBus,
  type TestBusOptions,
  type TestTransport,
} from 'react-genesys-chat-lifecycle/testing'
import { vi } from 'vitest'
import { EVENTS } from './events.ts'
import type { ContractPage, ContractSubject, FaultMethod, InPage, Outcome, PageStart } from './subject.ts'

const STAFF = { type: 'Agent', participantId: 'staff', nickname: 'Anna' }
const STEP_MS = 10
/** Between polls, in milliseconds: the test bus's own default. On Genesys Cloud, how long a message is held back. */
const PACE_MS = { 'digital-channels': 100, gms: 250, 'genesys-cloud': 300 } as const
const LIMIT_MS = 20_000
const REQUESTS = {
  GET: ['poll', 'restore', 'olderPage'],
  POST: ['create', 'send', 'sendFile'],
  DELETE: ['leave'],
} as const

const json = <Value>(value: Value): Value => (value === undefined ? value : JSON.parse(JSON.stringify(value)))

/** The test bus, in this process, on fake timers. */
export function testBusSubject(transport: TestTransport): ContractSubject {
  return {
    transport,
    // The fake timers are everybody's.
    concurrent: false,
    close: async () => {},
    async open(options) {
      vi.useFakeTimers({ now: 1_795_343_500_000 })
      const page = await openPage(options, { transport })
      return {
        ...page,
        async close() {
          await page.close()
          vi.useRealTimers()
        },
      }
    },
  }
}

/** `site`: what the tabs of one browser share. */
async function openPage(
  { mode, script }: PageStart,
  site: Pick<TestBusOptions, 'transport' | 'centre' | 'store' | 'tokens'>,
): Promise<ContractPage> {
  const errors: unknown[] = []
  const paceMs = PACE_MS[site.transport ?? 'digital-channels']
  const testBus = createTestBus({
    ...site,
    async: mode === 'async',
    advanceTimers: vi.advanceTimersByTimeAsync,
    onUncaughtError: (error) => errors.push(error),
  })
  const target: WidgetWindow = {}
  const events: BusEnvelope[] = []
  testBus.install(target)

  /** Lets time pass until a promise settles: whatever it waits for. */
  async function pump<Value>(promise: Promise<Value>): Promise<Value> {
    let settled = false
    promise.then(
      () => {
        settled = true
      },
      () => {
        settled = true
      },
    )
    for (let passed = 0; !settled && passed < LIMIT_MS; passed += STEP_MS) await testBus.wait(STEP_MS)
    return promise
  }

  async function load(): Promise<void> {
    for (const event of EVENTS) testBus.cxbus.subscribe(event, (envelope) => events.push(json(envelope)))
    script?.({ ...inPage(testBus), widgets: target._genesys?.widgets as never })
    testBus.start()
    await testBus.wait(100)
  }

  const waitFor: ContractPage['waitFor'] = async (event, { since = events.length, where } = {}) => {
    const find = (): BusEnvelope | undefined =>
      events
        .slice(since)
        .find((envelope) => envelope.event === event && (where?.(envelope.data as never) ?? true))
    for (let passed = 0; !find() && passed < LIMIT_MS; passed += STEP_MS) await testBus.wait(STEP_MS)
    const found = find()
    if (!found) throw new Error(`${event} did not come.`)
    return found
  }

  const run: ContractPage['run'] = async (script, argument) =>
    json(await pump(Promise.resolve(script(inPage(testBus), argument as never))))

  const agents = new Map<string, ReturnType<TestBus['centre']['createAgent']>>()
  let acting = testBus.agent
  await load()

  return {
    events,
    run,
    command: (name, data, withinMs) =>
      pump(inPage(testBus).outcomeOf(testBus.bus.command(name, data) as never, withinMs)).then(json),
    waitFor,
    quiet: () => testBus.wait(6 * paceMs),
    async see() {
      const { open, minimized, inputEnabled, draft, transcript, overlay } = testBus.widget.state
      const asText = (html: string): string =>
        new DOMParser().parseFromString(html, 'text/html').body.textContent ?? ''
      return {
        open,
        minimized,
        inputEnabled,
        draft,
        texts: open ? transcript.map(({ text, isHtml }) => (isHtml ? asText(text) : text)) : [],
        overlay: overlay?.visible ? asText(String(overlay.html)) : undefined,
      }
    },
    uncaught: () => [...errors, ...testBus.vendorErrors].map(String),
    customer: {
      async startChat() {
        const since = events.length
        testBus.customer.open()
        await waitFor('WebChat.messageAdded', { since })
      },
      async say(text) {
        testBus.widget.send(text)
        await testBus.wait(STEP_MS)
      },
      async press(letter) {
        testBus.widget.setDraft(testBus.widget.state.draft + letter)
        testBus.widget.typeKey()
        await testBus.wait(STEP_MS)
      },
      async attach(name, type) {
        testBus.widget.sendFile({ files: [{ name, type }] })
        await testBus.wait(STEP_MS)
      },
      async reload() {
        testBus.reload()
        await load()
      },
      leave: async () => testBus.dispose(),
      async comeBack() {
        testBus.reload()
        await load()
      },
    },
    agent: {
      async join(name = 'Anna', type = 'Agent') {
        if (type === 'Bot') acting = testBus.bot
        else acting = agents.get(name) ?? testBus.centre.createAgent(name, type)
        if (type !== 'Bot') agents.set(name, acting)
        acting.join()
      },
      say: async (text) => acting.say(text),
      type: async () => acting.type(),
      state: async (interactionState) => acting.setState(interactionState),
      leave: async () => acting.leave(),
    },
    server: {
      end: async () => testBus.server.end(),
      forget: async () => testBus.server.forget(),
      fail: async (status, method) => testBus.server.fail(status, only(method)),
      slow: async (latencyMs, method) => testBus.server.latency(latencyMs, method && [...REQUESTS[method]]),
      recover: async () => testBus.server.recover(),
      async deliver(messages) {
        const complete = messages.map(({ from = STAFF, ...message }) => ({ ...message, from }))
        testBus.server.deliver(...(complete as unknown as NewMessage[]))
        await testBus.wait(2 * paceMs)
      },
      offline: async () => testBus.server.offline(),
      online: async () => testBus.server.online(),
    },
    // Its timers are all in one thread: the others would hang, too. And none comes due in the very moment of another.
    hang: async () => {},
    openTab: () =>
      openPage({ mode }, { ...site, centre: testBus.centre, store: testBus.store, tokens: testBus.tokens }),
    close: async () => testBus.dispose(),
  }
}

function only(method: FaultMethod | undefined): { only?: (typeof REQUESTS)[FaultMethod][number][] } {
  return method ? { only: [...REQUESTS[method]] } : {}
}

function inPage(testBus: TestBus): InPage {
  return {
    bus: testBus.bus as never,
    CXBus: testBus.cxbus as never,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    outcomeOf: (deferred, withinMs = 5000) =>
      new Promise<Outcome>((resolve) => {
        const settle =
          (outcome: Outcome['outcome']) =>
          (value?: unknown): void =>
            resolve({ outcome, value })
        setTimeout(settle('never settled'), withinMs)
        deferred.done(settle('resolved'))
        deferred.fail(settle('rejected'))
      }),
  }
}
