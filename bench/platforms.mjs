// The same chat on each platform and transport, as the vendor's products publish it.
import { GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'
import { stateChange, text } from './batches.mjs'
import { createQuietBus } from './bus.mjs'
import { createQuietMessenger } from './messenger.mjs'

const START = 1_795_343_500_000
const MESSAGES = 'WebChatService.messageReceived'
const JOINED = 'ParticipantJoined'
const LEFT = 'ParticipantLeft'

/** Widgets, with the messages of one of its transports. `session` is what the service says of it. */
function widgets({ transport, session, say, leave, join }) {
  return () => {
    window._genesys = { widgets: { webchat: transport } }
    const { bus, publish, subscriptions, hooks } = createQuietBus(session)
    const message = (data) => publish(MESSAGES, data)
    return {
      ...{ bus, subscriptions, hooks },
      Provider: GenesysChatProvider,
      props: { bus },
      start: () => publish('WebChatService.started', { data: session }),
      poll() {
        publish('WebChatService.capabilitiesChanged', { async: true, pagination: true, fileUpload: true })
        publish('WebChatService.pollingStarted')
      },
      say: (i) => message(say(i)),
      leave: (i) => message(leave(i)),
      join: (i) => message(join(i)),
    }
  }
}

const withType = (batch, type) => ({
  ...batch,
  originalMessages: batch.originalMessages.map((message) => ({ ...message, type })),
})

const agent = { type: 'Agent', name: 'Anna', nickname: 'Anna', participantId: 2, id: 'agent-1' }

function gms(type) {
  return (i) => ({
    messages: [{ type, text: `Message ${i}`, from: agent, index: i + 1, utcTime: START + i * 1000 }],
    originalMessages: [],
  })
}

function cloud(type, bodyType) {
  return (i) => ({
    messages: [{ id: `message-${i}`, type, from: agent }],
    originalMessages: [
      {
        id: `message-${i}`,
        timestamp: new Date(START + i * 1000).toISOString(),
        sender: { id: agent.id },
        body: `Message ${i}`,
        bodyType,
      },
    ],
  })
}

function messenger() {
  const { genesys, publish, subscriptions, hooks } = createQuietMessenger()
  const message = (more) => (i) =>
    publish('MessagingService.messagesReceived', {
      messages: [
        {
          id: `message-${i}`,
          direction: 'Outbound',
          originatingEntity: 'Human',
          channel: { time: new Date(START + i * 1000).toISOString(), from: { nickname: 'Anna' } },
          ...more,
        },
      ],
    })
  const presence = (type) => ({ type: 'Event', events: [{ eventType: 'Presence', presence: { type } }] })
  return {
    ...{ subscriptions, hooks },
    keepsSubscriptions: true,
    Provider: GenesysMessengerProvider,
    props: { genesys: () => genesys },
    start: () => publish('MessagingService.started', { newSession: true }),
    poll: () => publish('MessagingService.typingTimeout', {}),
    say: message({ type: 'Text', text: 'Message' }),
    leave: message(presence('Disconnect')),
    join: message(presence('Join')),
  }
}

/** By name, what makes a chat: its provider, and what happens in it. Whoever leaves changes the state, and so does who joins. */
export const PLATFORMS = {
  'digital-channels': widgets({
    transport: { transport: { type: 'pureengage-v3-rest', async: { enabled: true } } },
    session: { sessionId: 'session-1' },
    say: text,
    leave: (i) => stateChange(i, 'Completed'),
    join: (i) => withType(text(i), JOINED),
  }),
  gms: widgets({
    transport: { dataURL: '/genesys/2/chat/support' },
    session: { sessionID: 'session-1' },
    say: gms('Message'),
    leave: gms(LEFT),
    join: gms(JOINED),
  }),
  'genesys-cloud': widgets({
    transport: { transport: { type: 'purecloud-v2-sockets' } },
    session: { conversationId: 'session-1' },
    say: cloud('Message', 'standard'),
    leave: cloud(LEFT, 'member-leave'),
    join: cloud(JOINED, 'member-join'),
  }),
  messenger,
}
