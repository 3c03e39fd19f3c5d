import fc from 'fast-check'
import { vi } from 'vitest'
import { chatOf } from '../../../src/chat/store.ts'
import { type ChatLifecycleStore, type ClosedSegment, createChatLifecycle } from '../../../src/core.ts'
import { Guard } from '../../../src/guard/guard.ts'
import type { GuardOptions } from '../../../src/guard/options.ts'
import {
  type AgentActor,
  createContactCentre,
  createMemoryStore,
  createMemoryTokenStore,
  createTestBus,
  type TestBus,
} from '../../../src/testing/index.ts'
import type { Told } from './holds.ts'

const PEOPLE = [
  ...['agent joins', 'agent writes', 'agent leaves', 'bot joins', 'bot writes', 'bot leaves'],
  ...['supervisor joins', 'supervisor writes', 'supervisor leaves', 'Finalizing', 'Completed'],
] as const
const CUSTOMER = ['customer writes', 'sends what was held', 'discards', 'keeps open', 'dismisses'] as const
/** What happens to the widget: loaded a second time, replaced as on a login, taken away, or the page is loaded again. */
const WIDGET = ['loaded twice', 'replaced', 'removed', 'reloaded'] as const

export type Step = (typeof PEOPLE)[number] | (typeof CUSTOMER)[number] | (typeof WIDGET)[number]

/** A session on a page whose bus is not the same all the time. */
export interface BusStory extends Told {
  readonly isAsync: boolean
  readonly events: readonly Step[]
}

export const busStories: fc.Arbitrary<BusStory> = fc
  .record({
    isAsync: fc.boolean(),
    events: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom<Step>(...PEOPLE) },
        { weight: 3, arbitrary: fc.constantFrom<Step>(...CUSTOMER) },
        { weight: 2, arbitrary: fc.constantFrom<Step>(...WIDGET) },
      ),
      { maxLength: 14 },
    ),
  })
  .map(({ isAsync, events }) => ({
    about: 'a session on a page whose bus is loaded twice, replaced and removed',
    mode: isAsync ? 'async' : 'regular',
    isAsync,
    events,
  }))

/** What was seen of a story. */
export interface BusLife {
  readonly chat: ChatLifecycleStore
  readonly guard: Guard
  /** Every bus that the page ever had. */
  readonly buses: readonly TestBus[]
  /** Whether the page has a bus that works. */
  readonly hasBus: boolean
  readonly closed: readonly ClosedSegment[]
  readonly ended: readonly string[]
  readonly errors: readonly Error[]
  readonly uncaught: readonly unknown[]
  /** The customer's texts, and what became of each. */
  readonly texts: ReadonlyMap<string, string>
  /** What the server has of them, in its order. */
  readonly arrived: readonly string[]
}

/** Lives a story with the real chat and guard. Fake timers must be on. */
export async function liveOnBuses(
  { isAsync, events }: BusStory,
  guardOptions: GuardOptions,
  onStep: (life: BusLife, step: Step) => void,
): Promise<BusLife> {
  sessionStorage.clear()
  localStorage.clear()
  const centre = createContactCentre({ async: isAsync })
  const shared = { async: isAsync, centre, store: createMemoryStore(), tokens: createMemoryTokenStore() }
  const supervisor = centre.createAgent('Eve', 'Supervisor')
  const buses: TestBus[] = []
  const closed: ClosedSegment[] = []
  const ended: string[] = []
  const errors: Error[] = []
  const uncaught: unknown[] = []
  const texts = new Map<string, string>()
  let current: TestBus | undefined

  const load = (): void => {
    current = createTestBus({
      ...shared,
      advanceTimers: vi.advanceTimersByTimeAsync,
      onUncaughtError: (error) => uncaught.push(error),
    })
    buses.push(current)
    current.start()
  }
  const mount = (): { chat: ChatLifecycleStore; guard: Guard; leave: () => void } => {
    const chat = createChatLifecycle({
      bus: () => current?.bus,
      onSegmentClosed: (segment) => closed.push(segment),
      onEnded: ({ reason }) => ended.push(reason),
      onError: (error) => errors.push(error),
    })
    const guard = new Guard(chatOf(chat), guardOptions)
    const stop = guard.attach()
    return {
      chat,
      guard,
      leave() {
        stop()
        chat.destroy()
      },
    }
  }
  const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
  load()
  let page = mount()
  await wait(1_500)
  current?.customer.open()
  await wait(1_500)

  const life: BusLife = {
    get chat() {
      return page.chat
    },
    get guard() {
      return page.guard
    },
    get hasBus() {
      return current !== undefined
    },
    get arrived() {
      const { messages } = centre.session
      return messages
        .filter(({ type, from }) => type === 'Text' && from.type === 'Customer')
        .map(({ text }) => text ?? '')
    },
    ...{ buses, closed, ended, errors, uncaught, texts },
  }
  const people: Record<string, AgentActor> = { agent: centre.agent, bot: centre.bot, supervisor }

  const send = (): void => {
    const text = `text ${texts.size}`
    texts.set(text, 'pending')
    page.chat.actions.send(text).then(
      ({ status }) => texts.set(text, status),
      () => texts.set(text, 'rejected'),
    )
  }
  const act: Record<(typeof CUSTOMER)[number] | (typeof WIDGET)[number], () => void> = {
    'customer writes': send,
    'sends what was held': () => page.guard.sendFollowUp(),
    discards: () => page.guard.discardFollowUp(),
    'keeps open': () => page.guard.keepOpen(),
    dismisses: () => page.guard.dismissNotice(),
    'loaded twice': load,
    replaced() {
      current?.dispose()
      load()
    },
    removed() {
      current?.dispose()
      current = undefined
    },
    reloaded() {
      page.leave()
      for (const bus of buses) bus.dispose()
      load()
      page = mount()
    },
  }
  const perform = (step: Step): void => {
    if (step in act) act[step as keyof typeof act]()
    else if (centre.session.ended || centre.session.left) return
    else if (step === 'Finalizing' || step === 'Completed') centre.agent.setState(step)
    else {
      const [name = '', deed = ''] = step.split(' ')
      const actor = people[name]
      if (deed === 'joins') actor?.join()
      else if (deed === 'leaves') actor?.leave()
      else actor?.say(`${name} says`)
    }
  }

  for (const step of events) {
    perform(step)
    await wait(1_500)
    onStep(life, step)
  }
  // Whatever happened, the page has a widget in the end.
  if (!current) load()
  await wait(60_000)
  page.leave()
  for (const bus of buses) bus.dispose()
  return life
}
