import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEndGuardProps, GenesysChatProviderProps } from '../../src/index.ts'
import { type App, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, say } from '../support/guarded.tsx'
import { WRONG } from '../support/wrong.ts'

const errors: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubEnv('NODE_ENV', 'production')
  errors.length = 0
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void errors.push(words.join(' ')))
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

const ends = (app: App) => app.sent('WebChatService.endChat')

/** An asynchronous chat whose segment is closed, with what plain JavaScript may pass. */
async function closed(guard: object, provider: object = {}): Promise<App> {
  const app = await mountConversation({
    bus: { async: true },
    guard: guard as ChatEndGuardProps,
    provider: provider as GenesysChatProviderProps,
  })
  await closeSegment(app)
  return app
}

describe('no wrong value crashes the page or ends a chat by accident', () => {
  const OPTIONS = [
    ...['asyncPolicy', 'notice', 'noticePlacement', 'bubble', 'closeWindow', 'followUps', 'labels'],
    ...['locale', 'onNotice', 'onEnd', 'onFollowUpHeld', 'onError', 'endDelayMs', 'children'],
  ]
  it.each(OPTIONS)('%s', async (name) => {
    for (const value of WRONG) {
      const app = await closed({ [name]: value })
      expect(app.chat().phase).toBe('closed')
      await say(app, 'thanks')
      expect(arrived(app)).toEqual(['thanks'])
      await app.wait(60_000)
      expect(ends(app)).toBe(0)
      cleanup()
    }
    expect(errors).toEqual([])
  })

  it.each([
    ...['closeSignals', 'asyncMode', 'restorePolicy', 'busTimeoutMs', 'commandTimeoutMs'],
    ...['onSegmentClosed', 'onSegmentReopened', 'onEnded', 'onError'],
  ])('%s of the provider', async (name) => {
    for (const value of WRONG) {
      // Booleans and an empty list are choices.
      if ((name === 'asyncMode' && value === true) || (name === 'closeSignals' && Array.isArray(value)))
        continue
      const app = await closed({}, { [name]: value })
      expect([name, value, app.chat().phase]).toEqual([name, value, 'closed'])
      await app.reload()
      expect([name, value, app.chat().phase]).toEqual([name, value, 'closed'])
      expect(ends(app)).toBe(0)
      cleanup()
    }
    expect(errors).toEqual([])
  })
})
