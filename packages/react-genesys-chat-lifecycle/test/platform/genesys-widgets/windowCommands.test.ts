import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatCommandError } from '../../../src/platform/commandError.ts'
import { closeWindow, openWindow } from '../../../src/platform/genesys-widgets/windowCommands.ts'
import { createFakeClient } from '../../support/fakeClient.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

const EVENTS = [
  'WebChat.opened',
  'WebChat.submitted',
  'WebChat.rejected',
  'WebChat.cancelled',
  'WebChat.closed',
  'WebChatService.started',
  'WebChatService.error',
  'WebChatService.restored',
  'WebChat.close',
]
const FORM = { form: { autoSubmit: true } }

/** A page whose commands are answered when the test says so. */
function page(data: Record<string, unknown> = {}) {
  const fake = createFakeClient({ data: (key: string) => data[key] })
  const answers: Record<string, { resolve: (value?: unknown) => void; reject: (error: unknown) => void }> = {}
  const run = vi.fn((command: string, _data?: unknown, _options?: unknown) => {
    return new Promise<unknown>((resolve, reject) => {
      answers[command] = { resolve, reject }
    })
  })
  Object.assign(fake.client, { run })
  const refuse = (command: string, reason: string) =>
    answers[command]?.reject(new ChatCommandError(command, 'rejected', reason))
  const left = () => EVENTS.filter((event) => fake.listeners(event) > 0)
  return { ...fake, data, run, answers, refuse, left }
}

describe('a window that opens', () => {
  it.each([
    [{}, undefined],
    [{ form: { firstname: 'Ann' } }, { form: { firstname: 'Ann' } }],
  ])('is given its options, if it has any: %j', async (options, given) => {
    const { client, run, answers, left } = page()
    const opened = outcome(openWindow(client, options))
    expect(run.mock.calls).toEqual([['WebChat.open', given, { mayLoad: true }]])
    await wait()
    expect(opened).toStrictEqual({})
    answers['WebChat.open']?.resolve()
    await wait()
    expect(opened.value).toEqual({ status: 'form' })
    expect(left()).toEqual([])
  })

  it.each([
    [true, 'joined'],
    ['true', 'form'],
    [undefined, 'form'],
  ])('shows a session that is active, else the form: %j', async (sessionActive, status) => {
    const { client, answers } = page({ 'WebChatService.sessionActive': sessionActive })
    const opened = outcome(openWindow(client, {}))
    answers['WebChat.open']?.resolve()
    await wait()
    expect(opened.value).toEqual({ status })
  })

  it('that cannot be is not shown either', async () => {
    const { client, run, refuse, left } = page()
    const opened = outcome(openWindow(client, {}))
    refuse('WebChat.open', 'no such file')
    await wait()
    expect(opened.error).toMatchObject({ reason: 'no such file' })
    expect(run).toHaveBeenCalledOnce()
    expect(left()).toEqual([])
  })

  it('trusts no error that is not of the bus', async () => {
    const { client, run, answers } = page()
    const opened = outcome(openWindow(client, {}))
    const error = Object.assign(new Error('theirs'), { reason: 'already opened' })
    answers['WebChat.open']?.reject(error)
    await wait()
    expect(opened.error).toBe(error)
    expect(run).toHaveBeenCalledOnce()
  })

  it('joins what another tab has begun, though the command is never answered', async () => {
    const { client, happens, left } = page()
    const opened = outcome(openWindow(client, {}))
    happens('WebChat.opened')
    await wait()
    expect(opened).toStrictEqual({})
    happens('WebChatService.restored')
    await wait()
    expect(opened).toStrictEqual({})
    happens('WebChat.opened')
    await wait()
    expect(opened.value).toEqual({ status: 'joined' })
    expect(left()).toEqual([])
  })
})

describe('a window that is open already', () => {
  it.each([
    [{}, undefined, 'form'],
    [{}, true, 'joined'],
    [{ form: {} }, true, 'joined'],
    [{ userData: {} }, true, 'joined'],
  ])('is shown: %j, active: %j', async (options, sessionActive, status) => {
    const { client, run, refuse, answers } = page({ 'WebChatService.sessionActive': sessionActive })
    const opened = outcome(openWindow(client, options))
    refuse('WebChat.open', 'Already Opened')
    await wait()
    expect(run.mock.calls.slice(1)).toEqual([['WebChat.minimize', { minimized: false }], ['WebChat.show']])
    refuse('WebChat.minimize', 'not minimised')
    await wait()
    expect(opened).toStrictEqual({})
    answers['WebChat.show']?.resolve()
    await wait()
    expect(opened.value).toEqual({ status })
  })

  it.each([{ form: {} }, { userData: {} }])('drops what it is given, and says so: %j', async (options) => {
    const { client, run, refuse } = page()
    const opened = outcome(openWindow(client, options))
    refuse('WebChat.open', 'already opened')
    await wait()
    expect(opened.error).toMatchObject({
      command: 'WebChat.open',
      kind: 'rejected',
      reason: 'the window is open already, and takes neither a form nor user data. Close it first',
    })
    expect(run).toHaveBeenCalledOnce()
  })
})

describe('a form that is sent at once', () => {
  async function sent(data: Record<string, unknown> = {}, options: object = FORM) {
    const opening = page(data)
    const opened = outcome(openWindow(opening.client, options))
    opening.answers['WebChat.open']?.resolve()
    await wait()
    return { ...opening, opened }
  }

  it.each([
    [FORM, {}, true],
    [{ form: { autoSubmit: false } }, {}, false],
    [{ form: {} }, {}, false],
    [FORM, { 'WebChatService.sessionActive': true }, false],
  ])('is waited for: %j, %j', async (options, data, isWaited) => {
    const { opened } = await sent(data, options)
    expect('value' in opened).toBe(!isWaited)
  })

  it('starts a chat', async () => {
    const { opened, happens, left } = await sent()
    happens('WebChat.opened')
    happens('WebChat.submitted')
    await wait(5_000)
    expect(opened).toStrictEqual({})
    happens('WebChatService.started')
    await wait()
    expect(opened.value).toEqual({ status: 'started' })
    expect(left()).toEqual([])
  })

  it('that its own validation refuses is shown, a second after the window opened', async () => {
    const { opened, happens, left } = await sent()
    happens('WebChat.opened')
    await wait(999)
    expect(opened).toStrictEqual({})
    await wait(1)
    expect(opened.value).toEqual({ status: 'form' })
    expect(left()).toEqual([])
  })

  it('joins where a session was restored instead', async () => {
    const { opened, happens } = await sent()
    happens('WebChatService.restored')
    happens('WebChat.opened')
    await wait()
    expect(opened.value).toEqual({ status: 'joined' })
  })

  it('is not waited for where a session was restored before the command was answered', async () => {
    const opening = page()
    const opened = outcome(openWindow(opening.client, FORM))
    opening.data['WebChatService.sessionActive'] = true
    opening.answers['WebChat.open']?.resolve()
    await wait()
    expect(opened.value).toEqual({ status: 'joined' })
    expect(opening.left()).toEqual([])
  })

  it.each([
    ['WebChat.cancelled', 'the customer cancelled the form'],
    ['WebChat.closed', 'the customer closed the window'],
  ])('is cancelled by %s', async (event, reason) => {
    const { opened, happens } = await sent()
    happens(event)
    await wait()
    expect(opened.error).toMatchObject({ command: 'WebChat.open', kind: 'cancelled', reason })
  })

  it('is refused, a moment later, where no reason follows', async () => {
    const { opened, happens, left } = await sent()
    happens('WebChat.opened')
    happens('WebChat.rejected')
    await wait(49)
    expect(opened).toStrictEqual({})
    await wait(20)
    expect(opened.error).toMatchObject({
      command: 'WebChat.open',
      kind: 'rejected',
      reason: 'the chat was not started',
    })
    expect(left()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    [{ errors: [{ code: 'E7', text: 'Closed today' }] }, 'E7: Closed today'],
    [{ errors: [{ code: 'E7' }] }, 'E7'],
    [{ errors: [{ text: 'Closed today' }] }, 'Closed today'],
    [{}, 'the chat was not started'],
  ])('is refused with the reason that follows: %j', async (data, reason) => {
    const { opened, happens } = await sent()
    happens('WebChat.rejected')
    happens('WebChatService.error', data)
    await wait()
    expect(opened.error).toMatchObject({ command: 'WebChat.open', kind: 'rejected', reason })
  })

  it('whose window cannot be opened is not missed, though it was refused before', async () => {
    const { client, happens, refuse } = page()
    const opened = outcome(openWindow(client, FORM))
    happens('WebChat.cancelled')
    refuse('WebChat.open', 'no such file')
    await wait()
    expect(opened.error).toMatchObject({ reason: 'no such file' })
  })
})

describe('a window that closes', () => {
  it('is closed when the bus says so', async () => {
    const { client, run, answers, left } = page()
    const closed = outcome(closeWindow(client))
    expect(run.mock.calls).toEqual([['WebChat.close', undefined, { mustRun: true }]])
    await wait()
    expect(closed).toStrictEqual({})
    answers['WebChat.close']?.resolve()
    await wait()
    expect(closed.value).toEqual({ status: 'closed' })
    expect(left()).toEqual([])
  })

  it('is closed where it was', async () => {
    const { client, refuse } = page()
    const closed = outcome(closeWindow(client))
    refuse('WebChat.close', 'Already Closed')
    await wait()
    expect(closed.value).toEqual({ status: 'closed' })
  })

  it('that refuses is not', async () => {
    const { client, refuse, left } = page()
    const closed = outcome(closeWindow(client))
    refuse('WebChat.close', 'not now')
    await wait()
    expect(closed.error).toMatchObject({ reason: 'not now' })
    expect(left()).toEqual([])
  })

  it('asks the customer, if it is open a moment later', async () => {
    const { client, happens, passed, left } = page({ 'WebChat.open': true })
    const closed = outcome(closeWindow(client))
    happens('WebChat.close')
    expect(passed).toEqual(['data'])
    await wait(299)
    expect(closed).toStrictEqual({})
    await wait(1)
    expect(closed.value).toEqual({ status: 'asking' })
    expect(left()).toEqual([])
  })

  it.each([false, undefined, 'true'])('asks nobody where it is not open any more: %j', async (open) => {
    const { client, happens } = page({ 'WebChat.open': open })
    const closed = outcome(closeWindow(client))
    happens('WebChat.close')
    await wait(5_000)
    expect(closed).toStrictEqual({})
  })

  it('looks for no question after it has closed', async () => {
    const { client, happens, answers } = page({ 'WebChat.open': true })
    closeWindow(client)
    happens('WebChat.close')
    answers['WebChat.close']?.resolve()
    await wait()
    expect(vi.getTimerCount()).toBe(0)
  })
})
