import { expect, test } from 'vitest'
import { createTestCentre } from './support/client.ts'

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
