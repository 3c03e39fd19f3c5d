import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createReplayBus, type Recording, replay } from '../../src/testing/index.ts'
import { recordings } from './recordings.ts'

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
