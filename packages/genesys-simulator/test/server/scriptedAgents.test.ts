import { expect, test } from 'vitest'
import { answeringAgent, ContactCentre, createManualClock, ScriptedAgents } from '../../src/server/index.ts'
import { createTestCentre, inShort } from './support/client.ts'

function createScripted() {
  const clock = createManualClock()
  const centre = new ContactCentre({ clock, seed: 1 })
  const scripted = new ScriptedAgents(centre, answeringAgent({ answerAfterMs: 2000, closeAfterMs: 10_000 }))
  return { clock, centre, scripted }
}

test('the scripted agent answers after 2 s and closes after 10 s', () => {
  const { clock, centre } = createScripted()
  const chat = centre.open({ nickname: 'Joe', endpoint: 'shop-async' })
  clock.advance(1999)
  expect(inShort(chat.read())).toEqual(['Joe: ParticipantJoined'])
  clock.advance(1)
  expect(inShort(chat.read()).slice(1)).toEqual([
    'Anna: ParticipantJoined',
    'Anna: Hello, this is Anna. How can I help you?',
  ])
  clock.advance(10_000)
  expect(inShort(chat.read()).slice(3)).toEqual([
    'Anna: I am glad I could help. Goodbye!',
    'System: Finalizing',
    'Anna: ParticipantLeft',
  ])
  clock.advance(1000)
  expect(inShort(chat.read()).slice(6)).toEqual(['System: Completed'])
})

test('every segment that the customer opens is answered', () => {
  const { clock, centre } = createScripted()
  const chat = centre.open({ nickname: 'Joe', endpoint: 'shop-async' })
  clock.advance(60_000)
  chat.write({ type: 'Text', text: 'thank you!' })
  clock.advance(2000)
  expect(inShort(chat.read()).slice(7)).toEqual([
    'Joe: thank you!',
    'Anna: ParticipantJoined',
    'Anna: Hello, this is Anna. How can I help you?',
  ])
})

test('a segment that an agent opens needs no answer', () => {
  const { clock, centre } = createScripted()
  const chat = centre.open({ nickname: 'Joe', endpoint: 'shop-async' })
  clock.advance(60_000)
  chat.join('Bert')
  clock.advance(60_000)
  expect(inShort(chat.read()).slice(7)).toEqual(['Bert: ParticipantJoined'])
})

test('the script stops when the chat ends, or is forgotten', () => {
  const { clock, centre } = createScripted()
  const [ended, forgotten] = [centre.open({ nickname: 'Joe' }), centre.open({ nickname: 'Eve' })]
  ended.end()
  centre.forget(forgotten.id)
  expect(() => clock.advance(60_000)).not.toThrow()
  expect(inShort(ended.read())).toEqual(['Joe: ParticipantJoined'])
  expect(inShort(forgotten.read())).toEqual(['Eve: ParticipantJoined'])
})

test('a script can be given, changed and taken back while it runs', async () => {
  const { startChat, agent, clock } = createTestCentre()
  const script = [
    { do: 'join', afterMs: 1000, name: 'Robo', type: 'Bot' },
    { do: 'end', afterMs: 1000 },
  ] as const
  await agent.useScript(script)
  const joe = await startChat()
  clock.advance(1000)
  expect(await joe.chat.summary()).toMatchObject({ participants: [{ nickname: 'Robo', type: 'Bot' }] })
  clock.advance(1000)
  expect(await joe.chat.summary()).toMatchObject({ ended: true })
  await agent.useScript(undefined)
  const eve = await startChat()
  clock.advance(5000)
  expect(await eve.chat.summary()).toMatchObject({ participants: [] })
  await eve.chat.play(script)
  clock.advance(1000)
  expect(await eve.chat.summary()).toMatchObject({ participants: [{ nickname: 'Robo' }] })
})
