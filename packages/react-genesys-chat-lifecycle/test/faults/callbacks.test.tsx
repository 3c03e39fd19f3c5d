import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A callback of the user's that fails. */
const thrower = (name: string) => () => {
  throw new Error(name)
}
const messages = (errors: unknown[]): string[] => errors.map((error) => (error as Error).message)

it('every callback may throw: the guard does its work, and onError hears of each', async () => {
  const app = await mountConversation({
    bus: { async: true },
    provider: {
      onSegmentClosed: thrower('onSegmentClosed'),
      onSegmentReopened: thrower('onSegmentReopened'),
    },
    guard: {
      followUps: 'confirm',
      onNotice: thrower('onNotice'),
      onFollowUpHeld: thrower('onFollowUpHeld'),
    },
  })
  await closeSegment(app)
  await say(app, 'one more thing')
  await press(app, inOverlay(app)?.getByRole('button', { name: 'Send as a new request' }) as HTMLElement)

  expect(app.testBus.widget.notices).toHaveLength(1)
  expect(arrived(app)).toEqual(['one more thing'])
  expect(messages(app.errors)).toEqual(['onSegmentClosed', 'onNotice', 'onFollowUpHeld', 'onSegmentReopened'])
})

it('every callback of an end may throw: the chat is ended once, its window closed', async () => {
  const app = await mountConversation({
    provider: { onEnded: thrower('onEnded') },
    guard: { onEnd: thrower('onEnd'), closeWindow: true },
  })
  await closeSegment(app)
  await app.wait(1_000)

  expect(app.sent('WebChatService.endChat')).toBe(1)
  expect(app.testBus.widget.state.open).toBe(false)
  expect(messages(app.errors)).toEqual(['onEnded', 'onEnd'])
})

it('an onError that throws is told to the console, and stops nothing', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const app = await mountConversation({
    bus: { async: true },
    provider: { onError: thrower('onError of the provider'), onSegmentClosed: thrower('onSegmentClosed') },
    guard: {
      onError: thrower('onError of the guard'),
      notice: () => {
        throw new Error('notice')
      },
    },
  })
  await closeSegment(app)

  expect(app.testBus.widget.notices).toHaveLength(1)
  expect(said.mock.calls.map(([, error]) => (error as Error).message)).toEqual([
    'onError of the provider',
    'onError of the guard',
  ])
})

it('a callback may throw a value that has no text: the notice is shown, and onError hears of it', async () => {
  const thrown: unknown = Object.create(null)
  const throws = () => {
    throw thrown
  }
  const app = await mountConversation({
    bus: { async: true },
    provider: { onSegmentClosed: throws },
    guard: { onNotice: throws },
  })
  await closeSegment(app)

  expect(app.chat().phase).toBe('closed')
  expect(app.testBus.widget.notices).toHaveLength(1)
  expect(app.errors).toMatchObject([{ cause: thrown }, { cause: thrown }])
})
