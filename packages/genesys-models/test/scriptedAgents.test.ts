import { answeringAgent, ContactCentre, createManualClock, ScriptedAgents } from 'genesys-models/centre'
import { expect, test } from 'vitest'
import { inShort } from './support/inShort.ts'

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
