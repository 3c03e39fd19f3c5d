import { expect, test, vi } from 'vitest'
import type { ManualClock } from '../../src/server/index.ts'
import { createTestCentre, inShort } from './support/client.ts'

const HOLD = { holdMs: 25_000 }
/** A poll that is held waits for the clock. */
const untilHeld = (clock: ManualClock, polls = 1) => vi.waitUntil(() => clock.pending === polls)

test('a poll is held until there is something new', async () => {
  const { startChat, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  const held = joe.poll()
  await untilHeld(clock)
  await joe.chat.join('Anna')
  expect(inShort((await held).messages)).toEqual(['Anna: ParticipantJoined'])
})

test('a poll is answered with nothing when its time is up', async () => {
  const { startChat, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  const held = joe.poll()
  await untilHeld(clock)
  clock.advance(25_000)
  expect(await held).toMatchObject({ messages: [], chatEnded: false })
})

test('what happens at once arrives at once', async () => {
  const { startChat, centre, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  await joe.chat.join('Anna')
  await joe.poll()
  const held = joe.poll()
  await untilHeld(clock)
  centre.session(joe.sessionId).transfer('Bert')
  expect(inShort((await held).messages)).toEqual(['Bert: ParticipantJoined', 'Anna: ParticipantLeft'])
})

test('the end answers a held poll', async () => {
  const { startChat, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  const held = joe.poll()
  await untilHeld(clock)
  await joe.chat.end()
  expect(await held).toMatchObject({ messages: [], chatEnded: true })
})

test('a session that is forgotten meanwhile is no session for a held poll either', async () => {
  const { startChat, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  const held = joe.ask('/messages')
  await untilHeld(clock)
  await joe.chat.forget()
  expect(await held).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
})

test('a tab that goes away while it polls takes no message with it', async () => {
  const { startChat, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  const leaving = new AbortController()
  const abandoned = joe.poll('', { signal: leaving.signal })
  await untilHeld(clock)
  leaving.abort()
  await abandoned
  await joe.chat.join('Anna')
  expect(inShort((await joe.poll()).messages)).toEqual(['Anna: ParticipantJoined'])
})

test('of two tabs, the one that has waited longest gets the message, the other goes on waiting', async () => {
  const { startChat, clock } = createTestCentre(HOLD)
  const joe = await startChat()
  await joe.poll()
  const first = joe.poll()
  await untilHeld(clock)
  const second = joe.poll()
  await untilHeld(clock, 2)
  await joe.chat.join('Anna')
  expect(inShort((await first).messages)).toEqual(['Anna: ParticipantJoined'])
  clock.advance(25_000)
  expect((await second).messages).toEqual([])
})
