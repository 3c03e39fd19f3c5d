import { afterEach, describe, expect, test } from 'vitest'
import { type RealWidget, startRealWidget, whySkipped } from './harness.ts'

let widget: RealWidget

afterEach(() => widget?.close())

describe.skipIf(whySkipped)(
  `the real widget against the simulator${whySkipped ? ` (skipped: ${whySkipped})` : ''}`,
  () => {
    test.each(['async', 'regular'] as const)('talks both ways, in a chat that is %s', async (mode) => {
      widget = await startRealWidget({ mode })
      const chat = await widget.startChat()
      await chat.join('Anna')
      await widget.waitFor('WebChatService.agentConnected', { since: 0 })
      await chat.say('Hello Joe')
      await widget.waitFor('WebChat.messageAdded', {
        since: 0,
        where: (data) => JSON.stringify(data).includes('Hello Joe'),
      })
      expect(await widget.command('WebChatService.sendMessage', { message: 'my question' })).toMatchObject({
        outcome: 'resolved',
      })
      const { messages } = await chat.messages()
      expect(messages.map(({ type, text }) => text ?? type)).toEqual([
        'ParticipantJoined',
        'ParticipantJoined',
        'Hello Joe',
        'my question',
      ])
    })
  },
)
