import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, vi } from 'vitest'
import { Chat } from '../../src/chat/chat.ts'
import { transcriptOfChat } from '../../src/chat/transcript.ts'
import { unreadOfChat } from '../../src/chat/unread.ts'
import { attempt } from '../../src/common/values.ts'
import { Guard } from '../../src/guard/guard.ts'
import { genesysWidgets } from '../../src/platform/genesys-widgets/createGenesysWidgets.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { holds, type Told } from './support/holds.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What the first customer and their agent do. Every text of theirs begins with `A-`. */
const STEPS = {
  says: ({ testBus }: Page, text) => testBus.customer.say(text),
  sends: ({ chat }, text) => void chat.actions.send(text).catch(() => {}),
  hears: ({ testBus }, text) => testBus.agent.say(text),
  closes: ({ testBus }) => testBus.agent.setState('Completed'),
  finalizes: ({ testBus }) => testBus.agent.setState('Finalizing'),
  joins: ({ testBus }) => testBus.agent.join(),
  leaves: ({ testBus }) => testBus.agent.leave(),
  minimises: ({ testBus }) => testBus.customer.minimize(),
  ends: ({ testBus }) => testBus.customer.end(),
  'is ended': ({ testBus }) => testBus.server.end(),
  'is lost': ({ testBus }) => testBus.server.forget(),
  'sends held': ({ guard }) => guard.sendFollowUp(),
} satisfies Record<string, (page: Page, text: string) => void>

interface Page {
  readonly testBus: TestBus
  readonly chat: Chat
  readonly guard: Guard
  readonly transcript: ReturnType<typeof transcriptOfChat>
  readonly leave: () => void
}

interface Story extends Told {
  readonly steps: readonly (keyof typeof STEPS)[]
  readonly async: boolean
  readonly webChat: boolean
}

const stories: fc.Arbitrary<Story> = fc
  .record({
    steps: fc.array(fc.constantFrom(...(Object.keys(STEPS) as (keyof typeof STEPS)[])), { maxLength: 8 }),
    async: fc.boolean(),
    webChat: fc.boolean(),
  })
  .map((story) => ({
    ...story,
    about: `a customer, ${story.webChat ? 'with' : 'without'} a window`,
    mode: story.async ? 'async' : 'regular',
    events: story.steps,
  }))

function openPage(testBus: TestBus): Page {
  const options = { bus: testBus.bus, forgetToken: () => testBus.tokens.remove?.(), onError: () => {} }
  const chat = new Chat(
    genesysWidgets(() => options),
    options,
  )
  const guard = new Guard(chat, { followUps: 'confirm', endDelayMs: 60_000 })
  const transcript = transcriptOfChat(chat)
  const leave = [
    chat.attach(),
    guard.attach(),
    transcript.subscribe(() => {}),
    unreadOfChat(chat).subscribe(
      () => {},
      () => false,
    ),
  ]
  return {
    testBus,
    chat,
    guard,
    transcript,
    leave() {
      for (const stop of leave.reverse()) stop()
      testBus.dispose()
    },
  }
}

const open = ({ testBus }: Page, webChat: boolean, firstname: string): void =>
  webChat ? testBus.customer.open({ firstname }) : testBus.customer.start({ firstname })

/** All that a customer could see, or find on the computer. */
const everything = ({ guard, transcript, chat }: Page): string =>
  JSON.stringify([
    guard.getState().heldFollowUps,
    guard.getState().text,
    transcript.getMessages().map(({ text, from }) => [text, from.name]),
    chat.getState().agents,
    { ...localStorage },
    { ...sessionStorage },
  ])

async function live({ steps, async, webChat }: Story): Promise<Page> {
  localStorage.clear()
  sessionStorage.clear()
  const testBus = createTestBus({ async, webChat, advanceTimers: vi.advanceTimersByTimeAsync })
  const page = openPage(testBus)
  testBus.start()
  await testBus.settle()
  open(page, webChat, 'Ann')
  await testBus.settle()
  for (const [index, step] of steps.entries()) {
    // Nobody is in a session that the server has forgotten.
    attempt(() => STEPS[step](page, `A-${index}`))
    // Some things come together, some apart.
    if (index % 2) await testBus.settle()
  }
  return page
}

describe('the next customer', () => {
  holds(
    'finds nothing of the former one after a reset, whatever they did, and has a session of their own',
    stories,
    async (story) => {
      const page = await live(story)
      const { testBus, chat } = page
      const former = chat.record.segment.sessionId
      const ends = (): number => testBus.commandsNamed('WebChatService.endChat').length
      const before = ends()
      const reset = chat.actions.reset().catch(() => {})
      await testBus.wait(15_000)
      await reset
      expect(everything(page)).not.toMatch(/A-\d/)
      expect(unreadOfChat(chat).getCount()).toBe(0)
      expect(Object.keys({ ...localStorage, ...sessionStorage })).toEqual([])
      expect(ends()).toBeLessThanOrEqual(before + 2)

      open(page, story.webChat, 'Bob')
      await testBus.settle()
      await testBus.wait(1_000)
      expect(chat.getState()).toMatchObject({ hasSession: true, closedSegment: null, isRestored: false })
      expect(chat.getState().sessionId).not.toBe(former)
      expect(everything(page)).not.toMatch(/A-\d/)
      page.leave()
    },
    0.3,
  )

  holds(
    'never sees a held text of the former one, also without a reset',
    stories.filter(({ steps }) => steps.some((step) => /^(ends|is)/.test(step))),
    async (story) => {
      const page = await live(story)
      const { testBus, chat, guard } = page
      await testBus.settle()
      await testBus.wait(5_000)
      testBus.tokens.remove?.()
      if (story.webChat && chat.getState().window !== 'closed') testBus.customer.close()
      await testBus.wait(2_000)
      open(page, story.webChat, 'Bob')
      await testBus.wait(3_000)
      const { sessionId } = chat.getState()
      const isOthers = testBus.centre.sessions.length > 1 && sessionId === testBus.centre.session.id
      if (isOthers) expect(JSON.stringify(guard.getState().heldFollowUps)).not.toMatch(/A-\d/)
      page.leave()
    },
    0.3,
  )
})
