import { act, cleanup, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SAFE_DELAY_MS } from '../../src/guard/normalize.ts'
import {
  allAgentsLeft,
  ChatEndGuard,
  type ChatEndGuardProps,
  createChatLifecycle,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  interactionState,
  loadGenesysWidgets,
  textMarker,
  useChatEndGuard,
  useGenesysBusEvent,
  useGenesysChatLifecycle,
  useSecondsLeft,
} from '../../src/index.ts'
import { type App, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'
import { rawConversation } from '../support/rawBus.tsx'
import { WRONG } from '../support/wrong.ts'

/** What plain JavaScript may pass. */
type Loose = Record<string, unknown>

const errors: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  errors.length = 0
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void errors.push(words.join(' ')))
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.useRealTimers()
  document.documentElement.removeAttribute('lang')
})

const inProduction = () => vi.stubEnv('NODE_ENV', 'production')
const told = (): string[] =>
  errors
    .filter((line) => line.startsWith('[react-genesys-chat-lifecycle] '))
    .map((line) => line.slice('[react-genesys-chat-lifecycle] '.length))
const ends = (app: App) => app.sent('WebChatService.endChat')

const guarded = async (guard: Loose, { async = true, provider = {} as Loose } = {}): Promise<App> => {
  const app = await mountConversation({
    bus: { async },
    guard: guard as ChatEndGuardProps,
    provider: provider as GenesysChatProviderProps,
  })
  await closeSegment(app)
  return app
}

describe('a wrong option of the guard is reported with its name, its value and the remedy', () => {
  it.each<[Loose, string]>([
    [
      { endDelayMs: '30s' },
      '<ChatEndGuard endDelayMs="30s">: expected a number of milliseconds, got a string. Use endDelayMs={30_000}.',
    ],
    [
      { endDelayMs: '5m' },
      '<ChatEndGuard endDelayMs="5m">: expected a number of milliseconds, got a string. Use endDelayMs={300_000}.',
    ],
    [
      { endDelayMs: '1500' },
      '<ChatEndGuard endDelayMs="1500">: expected a number of milliseconds, got a string. Use endDelayMs={1_500}.',
    ],
    [
      { endDelayMs: Number.NaN },
      '<ChatEndGuard endDelayMs={NaN}>: expected a number of milliseconds, got NaN. Use endDelayMs={30_000}.',
    ],
    [
      { endDelayMs: -1 },
      '<ChatEndGuard endDelayMs={-1}>: expected a number of milliseconds, got -1. Use endDelayMs={30_000}.',
    ],
    [
      { endDelayMs: null },
      '<ChatEndGuard endDelayMs={null}>: expected a number of milliseconds, got null. Use endDelayMs={30_000}.',
    ],
    [
      { asyncPolicy: 'notfy' },
      `<ChatEndGuard asyncPolicy="notfy">: expected 'notify', 'end' or 'none', got a string. The default is used.`,
    ],
    [
      { regularPolicy: true },
      `<ChatEndGuard regularPolicy={true}>: expected 'notify', 'end' or 'none', got a boolean. The default is used.`,
    ],
    [
      { noticePlacement: 'inline' },
      `<ChatEndGuard noticePlacement="inline">: expected 'auto', 'widget', 'page' or 'none', got a string. 'auto' is used.`,
    ],
    [
      { followUps: 'hold' },
      `<ChatEndGuard followUps="hold">: expected 'allow', 'confirm' or 'block', got a string. 'allow' is used.`,
    ],
    [
      { notice: 5 },
      '<ChatEndGuard notice={5}>: expected a text, or a function of the closed segment, got 5. The default notice is shown. Use asyncPolicy="none" to show no notice.',
    ],
    [
      { notice: null },
      '<ChatEndGuard notice={null}>: expected a text, or a function of the closed segment, got null. The default notice is shown. Use asyncPolicy="none" to show no notice.',
    ],
    [
      { locale: 'de' },
      `<ChatEndGuard locale="de">: expected an object of \`react-genesys-chat-lifecycle/locales\`, or an array of them, got a string. Import de from 'react-genesys-chat-lifecycle/locales' and use locale={de}.`,
    ],
    [
      { locale: ['de', 'fr'] },
      '<ChatEndGuard locale={…}>: expected an object of `react-genesys-chat-lifecycle/locales`, or an array of them, got an array. English is used.',
    ],
    [
      { labels: { dismiss: 5 } },
      "<ChatEndGuard labels={…}>: expected an object of texts, got an object. Use labels={{ dismiss: 'Got it' }}.",
    ],
    [
      { labels: 'OK' },
      `<ChatEndGuard labels="OK">: expected an object of texts, got a string. Use labels={{ dismiss: 'Got it' }}.`,
    ],
    [
      { closeWindow: 'yes' },
      '<ChatEndGuard closeWindow="yes">: expected a boolean, got a string. Use closeWindow or closeWindow={false}.',
    ],
    [
      { bubble: [] },
      '<ChatEndGuard bubble={…}>: expected an object, got an array. Use bubble={{ time: false }}.',
    ],
    [{ onEnd: 'log' }, '<ChatEndGuard onEnd="log">: expected a function, got a string. It is never called.'],
    [{ onNotice: 5 }, '<ChatEndGuard onNotice={5}>: expected a function, got 5. It is never called.'],
    [
      { onFollowUpHeld: {} },
      '<ChatEndGuard onFollowUpHeld={…}>: expected a function, got an object. It is never called.',
    ],
    [{ onError: null }, '<ChatEndGuard onError={null}>: expected a function, got null. It is never called.'],
    [
      { children: <p>hello</p> },
      '<ChatEndGuard>: expected a function as children, got JSX. Use {(guard) => <YourLook guard={guard} />}.',
    ],
  ])('%s', async (props, message) => {
    const app = await guarded(props)
    expect(told()).toEqual([message])
    expect(app.chat().phase).toBe('closed')
    expect(app.testBus.widget.notices).toHaveLength(1)
    // Once, however often it renders.
    app.rerender(props as ChatEndGuardProps)
    expect(told()).toEqual([message])
    // In production the same happens, without a word.
    cleanup()
    errors.length = 0
    inProduction()
    const shipped = await guarded(props)
    expect(errors).toEqual([])
    expect(shipped.chat().phase).toBe('closed')
    expect(shipped.testBus.widget.notices).toHaveLength(1)
  })
})

it('a guard that holds texts and shows nothing says so, unless it has a look of its own', async () => {
  const message = expect.stringMatching(
    /^<ChatEndGuard noticePlacement="none" followUps="confirm">: shows nothing/,
  )
  const silent = { noticePlacement: 'none', followUps: 'confirm' } as const
  await guarded({ ...silent, children: () => null })
  await guarded({ ...silent, followUps: 'block' })
  expect(told()).toEqual([])
  await guarded(silent)
  expect(told()).toEqual([message])
})

describe('a wrong option of the provider is reported with its name, its value and the remedy', () => {
  it.each<[Loose, string]>([
    [
      { closeSignals: 'x' },
      '<GenesysChatProvider closeSignals="x">: expected an array of signals, got a string. Use [interactionState()], which is the default.',
    ],
    [
      { closeSignals: [interactionState] },
      '<GenesysChatProvider closeSignals={…}>: expected an array of signals, got an array. Call the signal: use [interactionState()].',
    ],
    [
      { closeSignals: interactionState },
      '<GenesysChatProvider closeSignals={…}>: expected an array of signals, got a function. Call the signal: use [interactionState()].',
    ],
    [
      { closeSignals: null },
      '<GenesysChatProvider closeSignals={null}>: expected an array of signals, got null. Use [interactionState()], which is the default.',
    ],
    [
      { asyncMode: 'async' },
      `<GenesysChatProvider asyncMode="async">: expected 'auto', true or false, got a string. 'auto' is used.`,
    ],
    [
      { restorePolicy: 'finish' },
      `<GenesysChatProvider restorePolicy="finish">: expected 'resume', 'end-closed' or 'end', got a string. 'resume' is used.`,
    ],
    [
      { busTimeoutMs: '30s' },
      '<GenesysChatProvider busTimeoutMs="30s">: expected a number of milliseconds, got a string. 30_000 is used.',
    ],
    [
      { commandTimeoutMs: Number.NaN },
      '<GenesysChatProvider commandTimeoutMs={NaN}>: expected a number of milliseconds, got NaN. 10_000 is used.',
    ],
    [
      { onSegmentClosed: 'x' },
      '<GenesysChatProvider onSegmentClosed="x">: expected a function, got a string. It is never called.',
    ],
    [
      { onSegmentReopened: 5 },
      '<GenesysChatProvider onSegmentReopened={5}>: expected a function, got 5. It is never called.',
    ],
    [
      { onEnded: {} },
      '<GenesysChatProvider onEnded={…}>: expected a function, got an object. It is never called.',
    ],
    [
      { onError: null },
      '<GenesysChatProvider onError={null}>: expected a function, got null. It is never called.',
    ],
  ])('%s', async (provider, message) => {
    const app = await guarded({}, { provider })
    expect(told()).toEqual([message])
    expect(app.chat()).toMatchObject({ phase: 'closed', isAsync: true })
    cleanup()
    errors.length = 0
    inProduction()
    const shipped = await guarded({}, { provider })
    expect(errors).toEqual([])
    expect(shipped.chat()).toMatchObject({ phase: 'closed', isAsync: true })
    outcome(shipped.chat().end())
    await shipped.settle()
    expect(shipped.chat().phase).toBe('ended')
  })
})

describe('a delay that is hardly meant', () => {
  it.each([
    [30, '30 milliseconds are too short for a countdown. Use endDelayMs={30_000}.'],
    [999, '999 milliseconds are too short for a countdown. Use endDelayMs={999_000}.'],
    [
      1e15,
      'this is more than a week. Use regularPolicy="notify" or asyncPolicy="notify" if the chat should stay open.',
    ],
  ])('%s is used, and development doubts it', async (endDelayMs, doubt) => {
    await guarded({ endDelayMs })
    expect(told()).toEqual([`<ChatEndGuard endDelayMs={${endDelayMs}}>: ${doubt}`])
  })

  it.each([0, 1_000, 86_400_000, Number.POSITIVE_INFINITY])('%s is not', async (endDelayMs) => {
    await guarded({ endDelayMs })
    expect(told()).toEqual([])
  })

  it('is shown in words that can be read', async () => {
    const app = await guarded({ endDelayMs: 5 * 3_600_000 }, { async: false })
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('5 hours')
  })
})

describe('a wrong value means the default', () => {
  it.each(['30s', Number.NaN, -1, null, {}, [], true])(
    'endDelayMs %s in a regular chat becomes a countdown that the customer can stop',
    async (endDelayMs) => {
      inProduction()
      const app = await guarded({ endDelayMs }, { async: false })
      expect(app.chat().phase).toBe('closed')
      await app.wait(SAFE_DELAY_MS - 2_000)
      expect(ends(app)).toBe(0)
      await app.wait(4_000)
      expect(ends(app)).toBe(1)
    },
  )

  it('regularPolicy, which is "end" by default, with a wrong value leaves the default', async () => {
    inProduction()
    const app = await guarded({ regularPolicy: 'ende', endDelayMs: 5_000 }, { async: false })
    expect(ends(app)).toBe(0)
    await app.wait(6_000)
    expect(ends(app)).toBe(1)
  })

  it('a function as notice that returns a number: the default notice, and onError', async () => {
    const app = await guarded({ notice: () => 5 })
    expect(app.testBus.widget.notices).toEqual([expect.stringContaining('Thank you for your query')])
    expect(app.errors).toEqual([expect.objectContaining({ name: 'TypeError' })])
  })

  it('a locale without all texts is completed in English', async () => {
    await mountConversation({ bus: { webChat: false, async: true }, guard: null })
    const app = await mountConversation({
      bus: { webChat: false, async: true },
      guard: { locale: { lang: 'de', dir: 'ltr', notice: 'Tschüss' } } as never,
    })
    await closeSegment(app)
    expect(screen.getByText('Tschüss')).toBeVisible()
    expect(screen.getByText('Dismiss')).toBeVisible()
  })
})

describe('signals', () => {
  it.each<[() => unknown, string]>([
    [
      () => textMarker(5 as never),
      "textMarker(): expected a text or a RegExp, got 5. Use textMarker('GenesysTerminateChat').",
    ],
    [
      () => textMarker('' as never),
      "textMarker(): expected a text or a RegExp, got a string. Use textMarker('GenesysTerminateChat').",
    ],
    [
      () => textMarker(null as never),
      "textMarker(): expected a text or a RegExp, got null. Use textMarker('GenesysTerminateChat').",
    ],
    [
      () => allAgentsLeft(5_000 as never),
      'allAgentsLeft(): expected { graceMs } with a number of milliseconds, got 5000. Use allAgentsLeft({ graceMs: 5000 }).',
    ],
    [
      () => allAgentsLeft({ graceMs: '5s' } as never),
      'allAgentsLeft(): expected { graceMs } with a number of milliseconds, got a string. Use allAgentsLeft({ graceMs: 30_000 }).',
    ],
    [
      () => allAgentsLeft({ graceMs: Number.NaN }),
      'allAgentsLeft(): expected { graceMs } with a number of milliseconds, got NaN. Use allAgentsLeft({ graceMs: 30_000 }).',
    ],
    [
      () => allAgentsLeft(null as never),
      'allAgentsLeft(): expected { graceMs } with a number of milliseconds, got null. Use allAgentsLeft({ graceMs: 30_000 }).',
    ],
    [
      () => interactionState('Completed' as never),
      "interactionState(): expected an array of states, got a string. Use interactionState(['Completed']).",
    ],
    [
      () => interactionState([5] as never),
      "interactionState(): expected an array of states, got an array. Use interactionState(['Completed']).",
    ],
    [
      () => createChatLifecycle(null as never).destroy(),
      'createChatLifecycle(): expected an object of options, got null. Use createChatLifecycle({}).',
    ],
  ])('%s', (make, message) => {
    expect(make).not.toThrow()
    expect(told()).toEqual([message])
    errors.length = 0
    inProduction()
    expect(make).not.toThrow()
    expect(errors).toEqual([])
  })

  it('textMarker takes a text, which must be the whole message', async () => {
    const app = await mountConversation({
      bus: { async: true },
      provider: { closeSignals: [textMarker('BYE')] },
    })
    app.testBus.agent.say('BYE for now')
    await app.settle()
    expect(app.chat().phase).toBe('active')
    app.testBus.agent.say(' BYE ')
    await app.settle()
    expect(app.chat().closedSegment).toMatchObject({ signal: 'textMarker' })
    expect(told()).toEqual([])
  })

  it.each([
    ['detect', "'finalizing', 'completed' or null", async () => 'completed', 'an object'],
    ['detect', "'finalizing', 'completed' or null", () => 'Completed', 'a string'],
    ['detectAbsence', 'true or false', async () => true, 'an object'],
    ['detectAbsence', 'true or false', () => 1, '1'],
  ])('%s must return %s: else it closes nothing, and is told once', async (method, expected, answer, got) => {
    const name = `my ${method} ${got}`
    const signals = [{ name, [method]: answer }, textMarker('BYE')]
    const app = await guarded({}, { provider: { closeSignals: signals } })
    app.testBus.agent.say('hello')
    await app.settle()
    expect(app.chat().phase).toBe('active')
    expect(told()).toEqual([
      `closeSignals: expected ${method} of "${name}" to return ${expected}, got ${got}.`,
    ])
  })

  it.each([5_000, { graceMs: '5s' }, null])('allAgentsLeft(%s) waits as long as by default', (options) => {
    expect(allAgentsLeft(options as never).graceMs).toBe(30_000)
  })
})

describe('actions blame the value', () => {
  const call = async (act_: (app: App) => Promise<unknown>, open = true): Promise<unknown> => {
    const app = await mountConversation({ bus: { async: true }, provider: {} })
    const result = outcome(act_(app))
    await app.settle()
    if (!open) await app.wait(1_000)
    return result.error ? String(result.error) : result.value
  }
  const OBJECT = "expected an object such as { form: { firstname: 'Joe' } }"

  it.each<[string, (app: App) => Promise<unknown>, string]>([
    [
      'start("Joe")',
      (app) => app.chat().start('Joe' as never),
      `ChatCommandError: start (rejected): ${OBJECT}, got a string`,
    ],
    [
      'start(5)',
      (app) => app.chat().start(5 as never),
      `ChatCommandError: start (rejected): ${OBJECT}, got 5`,
    ],
    [
      'start([])',
      (app) => app.chat().start([] as never),
      `ChatCommandError: start (rejected): ${OBJECT}, got an array`,
    ],
    [
      'openWindow(5)',
      (app) => app.chat().openWindow(5 as never),
      `ChatCommandError: openWindow (rejected): ${OBJECT}, got 5`,
    ],
    [
      'send(5)',
      (app) => app.chat().send(5 as never),
      'ChatCommandError: send (rejected): expected a text, got 5',
    ],
    [
      'send(" ")',
      (app) => app.chat().send(' '),
      'ChatCommandError: send (rejected): expected a text, got an empty one',
    ],
    [
      'send(undefined)',
      (app) => app.chat().send(undefined as never),
      'ChatCommandError: send (rejected): expected a text, got undefined',
    ],
    [
      'send({ reply: "" })',
      (app) => app.chat().send({ reply: '' } as never),
      'ChatCommandError: send (rejected): this choice has no reply to send. Open its url instead',
    ],
    [
      'sendFile("a.png")',
      (app) => app.chat().sendFile('a.png' as never),
      'ChatCommandError: sendFile (rejected): expected a File, such as input.files[0], got a string',
    ],
    [
      'updateUserData(5)',
      (app) => app.chat().updateUserData(5 as never),
      "ChatCommandError: updateUserData (rejected): expected an object such as { basket: '42' }, got 5",
    ],
    [
      'injectNotice(5)',
      (app) => app.chat().injectNotice(5 as never),
      'ChatCommandError: injectNotice (rejected): expected a text, got 5',
    ],
  ])('%s', async (_, act_, message) => {
    expect(await call(act_)).toBe(message)
  })

  it('a start that was refused for its options does not stand in the way of the next one', async () => {
    const app = await mountConversation({ bus: { async: true } })
    outcome(app.chat().end())
    await app.settle()
    outcome(app.chat().start('Joe' as never))
    const second = outcome(app.chat().start({ form: { firstname: 'Joe' } }))
    await app.settle()
    const third = outcome(app.chat().start({ form: { firstname: 'Joe' } }))
    await app.settle()
    expect(String(second.error ?? third.error ?? '')).not.toMatch(/hook|before/)
    expect(app.chat().hasSession).toBe(true)
  })

  it.each([
    ['end', undefined],
    ['openWindow', { status: 'joined' }],
    ['closeWindow', { status: 'closed' }],
  ] as const)('%s takes null and events, as a click passes them', async (action, value) => {
    const click = { nativeEvent: new Event('click'), type: 'click' }
    for (const given of [null, new Event('click'), click]) {
      const app = await mountConversation({ bus: { async: true } })
      const result = outcome((app.chat()[action] as (given: unknown) => Promise<unknown>)(given))
      await app.settle()
      await app.wait(2_000)
      expect(result).toStrictEqual({ value })
      cleanup()
    }
  })

  it('onClick={chat.start} starts a chat without a form', async () => {
    const app = await mountConversation({ bus: { async: true }, children: <StartButton /> })
    outcome(app.chat().end())
    await app.settle()
    await app.does(() => screen.getByText('Start').click())
    await app.settle()
    expect(app.chat().hasSession).toBe(true)
    expect(told()).toEqual([])
  })

  it.each([
    ['sendFollowUp', ['hello', 'and thank you']],
    ['discardFollowUp', []],
  ] as const)('onClick={guard.%s} is for all that is held', async (action, texts) => {
    const app = await mountConversation({
      bus: { async: true, webChat: false },
      guard: null,
      children: <GuardButton action={action} />,
    })
    await closeSegment(app)
    await say(app, 'hello')
    await say(app, 'and thank you')
    expect(screen.getByRole('button')).toHaveTextContent('2')
    await press(app, screen.getByRole('button'))
    expect(screen.getByRole('button')).toHaveTextContent('0')
    expect(arrived(app)).toEqual(texts)
  })

  it('injectNotice takes no wrong bubble', async () => {
    const app = await mountConversation({ bus: { async: true } })
    const result = outcome(app.chat().injectNotice('hello', 5 as never))
    await app.settle()
    expect(result).toStrictEqual({ value: undefined })
    expect(app.testBus.widget.notices).toEqual(['hello'])
  })
})

function GuardButton({ action }: { action: 'sendFollowUp' | 'discardFollowUp' }): ReactNode {
  const guard = useChatEndGuard({ followUps: 'confirm' })
  return (
    <button type="button" onClick={guard[action] as never}>
      {guard.heldFollowUps.length}
    </button>
  )
}

function StartButton(): ReactNode {
  const { start } = useGenesysChatLifecycle()
  return (
    <button type="button" onClick={start as never}>
      Start
    </button>
  )
}

describe('hooks', () => {
  const show = async (Part: () => ReactNode): Promise<App> => {
    const app = await mountConversation({ bus: { async: true }, children: <Part /> })
    await app.settle()
    return app
  }

  it('useGenesysChatLifecycle("phase") returns everything, and proposes a selector', async () => {
    await show(() => <p>{(useGenesysChatLifecycle('phase' as never) as { phase: string }).phase}</p>)
    expect(screen.getByText('active')).toBeVisible()
    expect(told()).toEqual([
      'useGenesysChatLifecycle(): expected a selector, got a string. Use useGenesysChatLifecycle(({ phase }) => phase).',
    ])
  })

  it('useGenesysBusEvent without a function never calls it', async () => {
    const app = await show(() => {
      useGenesysBusEvent('WebChat.opened', 5 as never)
      return null
    })
    expect(app.chat().phase).toBe('active')
    expect(told()).toEqual([
      "useGenesysBusEvent('WebChat.opened'): expected a function, got 5. It is never called.",
    ])
  })

  it.each([undefined, Number.NaN, 'soon', {}])('useSecondsLeft(%s) is 0', async (moment) => {
    await show(() => <p>{useSecondsLeft(moment as never)} seconds</p>)
    expect(screen.getByText('0 seconds')).toBeVisible()
  })

  it('useChatEndGuard reports under its own name', async () => {
    await show(() => {
      useChatEndGuard({ followUps: 'hold', canUseOverlay: 'yes' } as never)
      return null
    })
    expect(told()).toEqual([
      `useChatEndGuard({ followUps: "hold" }): expected 'allow', 'confirm' or 'block', got a string. 'allow' is used.`,
      'useChatEndGuard({ canUseOverlay: "yes" }): expected a boolean, got a string. Use canUseOverlay: true if you render into overlayElement.',
    ])
  })

  it.each([
    [undefined, 'undefined'],
    ['/genesys/', 'a string'],
    [{}, 'undefined'],
    [{ baseUrl: 5 }, '5'],
    [{ baseUrl: '' }, 'an empty text'],
  ])('loadGenesysWidgets(%j) names baseUrl', async (options, got) => {
    await expect(loadGenesysWidgets(options as never)).rejects.toThrow(
      `loadGenesysWidgets(): expected baseUrl, the folder of the distribution, got ${got}. Use loadGenesysWidgets({ baseUrl: '/genesys/9.0/' }).`,
    )
  })
})

describe('an implausible index', () => {
  const completed = {
    type: 'System',
    from: { type: 'System', participantId: '0' },
    event: 'InteractionStateChange',
    data: { interactionState: 'Completed' },
    index: '1000-7',
  }
  it.each([
    '9'.repeat(40),
    '99999999999999-1',
    '1000-99999999999999999999',
    '1000-9007199254740991',
    -5,
    Number.POSITIVE_INFINITY,
    4e15,
  ])('%s is no index: the next closing is heard', async (index) => {
    const { chat, publish } = await rawConversation()
    const from = { type: 'Agent', participantId: 'a1', name: 'Anna' }
    const strange = { type: 'Text', text: 'hi', from, index }
    await publish('WebChatService.messageReceived', { originalMessages: [strange], messages: [] })
    expect(chat.getState().phase).toBe('active')
    await publish('WebChatService.messageReceived', { originalMessages: [completed], messages: [] })
    expect(chat.getState().phase).toBe('closed')
    chat.destroy()
  })
})

it('GenesysChatProvider takes options that change from right to wrong and back', async () => {
  const page = (endDelayMs: unknown) => (
    <GenesysChatProvider bus={() => undefined}>
      <ChatEndGuard endDelayMs={endDelayMs as number} />
    </GenesysChatProvider>
  )
  const { rerender } = render(page(5_000))
  for (const value of [...WRONG, undefined, 0]) await act(async () => rerender(page(value)))
  expect(told().every((line) => line.startsWith('<ChatEndGuard endDelayMs='))).toBe(true)
})
