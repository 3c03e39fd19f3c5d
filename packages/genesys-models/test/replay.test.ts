import {
  createReplayBus,
  type Recording,
  type ReplayBus,
  type ReplayOptions,
  replay,
} from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordings } from '../../react-genesys-chat-lifecycle/test/testing/recordings.ts'

const namesOf = (recording: Recording): string[] =>
  recording.events.flatMap((entry) => ('event' in entry ? [entry.event] : []))

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe.each(recordings)('replaying %s', (_name, recording) => {
  test('delivers every recorded event once and in order, over all page loads', async () => {
    const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const heard: string[] = []
    const listen = (): void => {
      for (const event of new Set(namesOf(recording))) {
        replayBus.bus.subscribe(event, (envelope) => heard.push(envelope.event))
      }
    }
    listen()
    await replay(replayBus, recording, { onMark: (mark) => mark === 'page reload' && listen() })
    expect(heard).toEqual(namesOf(recording))
  })
})

const play = async (name: string, replayBus: ReplayBus, options?: ReplayOptions): Promise<void> => {
  const found = recordings.find(([file]) => file === name)
  if (!found) throw new Error(`There is no recording ${name}.`)
  await replay(replayBus, found[1], options)
}

describe('a page that takes part in a replay', () => {
  const whenHeard = (replayBus: ReplayBus, event: string, act: () => void): void => {
    replayBus.bus.subscribe(event, act)
  }

  test('gets a notice in only while the recorded window would have taken it', async () => {
    const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const inject = (text: string) => (): void => {
      replayBus.bus.command('WebChat.injectMessage', { type: 'text', text })
    }
    whenHeard(replayBus, 'WebChatService.started', inject('before the customer was shown'))
    whenHeard(replayBus, 'WebChat.closed', inject('while closed'))
    whenHeard(replayBus, 'WebChat.messageAdded', () => {})
    await play('async-finalizing-while-closed', replayBus, {
      onEvent: ({ event }) =>
        event === 'WebChat.opened' && replayBus.commands.length > 0 && inject('open again')(),
    })
    expect(replayBus.notices).toEqual(['open again'])
    expect(replayBus.commandsNamed('WebChat.injectMessage').map(({ outcome }) => outcome)).toEqual([
      'rejected',
      'rejected',
      'resolved',
    ])
  })

  test('is told of no session once the server has ended it, though the data says there is one', async () => {
    const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    await play('regular-server-ends-chat', replayBus)
    replayBus.bus.command('WebChatService.getSessionData')
    await replayBus.wait(1)
    expect(replayBus.commandsNamed('WebChatService.getSessionData')).toMatchObject([{ value: {} }])
    expect(replayBus.bus.data('WebChatService.sessionActive')).toBe(true)
  })

  test('is told of the same session again after the reload', async () => {
    const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    await play('regular-restore-after-finalizing', replayBus)
    replayBus.bus.command('WebChatService.getSessionData')
    await replayBus.wait(1)
    expect(replayBus.commandsNamed('WebChatService.getSessionData')).toMatchObject([
      { value: { sessionId: 'cde63358-2920-4cad-bbfe-cbe87b03a1c3' } },
    ])
  })

  test('ends the chat once, and hears of it', async () => {
    const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    await play('regular-finalizing', replayBus)
    const ended = vi.fn()
    replayBus.bus.subscribe('WebChatService.ended', ended)
    replayBus.bus.command('WebChatService.endChat')
    replayBus.bus.command('WebChatService.endChat')
    await replayBus.wait(1)
    await replayBus.wait(1)
    expect(ended).toHaveBeenCalledTimes(2)
    expect(replayBus.commandsNamed('WebChatService.endChat').map(({ outcome }) => outcome)).toEqual([
      'resolved',
      'rejected',
    ])
  })

  test('can be answered otherwise: rejected, never, or by a function', async () => {
    const replayBus = createReplayBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      answers: {
        'WebChatService.endChat': { reject: 'no' },
        'WebChat.close': 'never',
        'WebChat.custom': (data) => ({ resolve: data }),
      },
    })
    await play('regular-finalizing', replayBus)
    replayBus.bus.command('WebChatService.endChat')
    replayBus.bus.command('WebChat.close')
    replayBus.bus.command('WebChat.custom', { mine: true })
    await replayBus.wait(1)
    expect(replayBus.commands.map(({ outcome, value }) => [outcome, value])).toEqual([
      ['rejected', 'no'],
      ['pending', undefined],
      ['resolved', { mine: true }],
    ])
  })

  test('lives through the recorded time, or through less of it', async () => {
    for (const [speed, seconds] of [
      [1, 5.7],
      [10, 0.6],
    ] as const) {
      const replayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
      const before = Date.now()
      await play('regular-server-errors', replayBus, { speed })
      expect((Date.now() - before) / 1000).toBeCloseTo(seconds, 0)
    }
  })
})
