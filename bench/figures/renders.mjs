import { createElement as h, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { GenesysChatProvider, useGenesysChatLifecycle, useGenesysCommand } from 'react-genesys-chat-lifecycle'
import { breathe, createQuietBus } from '../bus.mjs'
import { openPage } from '../dom.mjs'
import { stateChange, text } from '../payloads.mjs'

const POLLS_A_SECOND = 3
const HOUR_S = 3_600
const MESSAGES = 200
/** How many messages apart the segment is closed. The agent reopens it with the next one. */
const CLOSED_EVERY = 20

/** A hand-written hook: the last event becomes state. */
function useLastEvent(bus) {
  const [event, setEvent] = useState(null)
  useEffect(() => {
    for (const name of ['messageReceived', 'capabilitiesChanged', 'pollingStarted', 'ended']) {
      bus.subscribe(`WebChatService.${name}`, setEvent)
    }
  }, [bus])
  return event
}

const consumers = (bus) => ({
  'a selector (`phase`)': () => useGenesysChatLifecycle((chat) => chat.phase),
  'the whole state': () => useGenesysChatLifecycle(),
  'commands only': () => {
    const run = useGenesysCommand()
    return useCallback(() => run('WebChat.minimize'), [run])
  },
  'a hand-written hook': () => useLastEvent(bus),
})

function Consumer({ name, use, commits }) {
  use()
  useLayoutEffect(() => {
    commits[name] = (commits[name] ?? 0) + 1
  })
  return null
}

/**
 * Commits of each consumer over an hour of asynchronous polling, with `load` times the messages and polls.
 *
 * @returns {Promise<{ load: number, polls: number, messages: number, changes: number, commits: Record<string, number> }>}
 */
export async function renders(load) {
  const { root, close } = openPage()
  const { bus, publish } = createQuietBus()
  const commits = {}
  root.render(
    h(
      GenesysChatProvider,
      { bus },
      Object.entries(consumers(bus)).map(([name, use]) => h(Consumer, { key: name, name, use, commits })),
    ),
  )
  for (let i = 0; i < 20; i++) await breathe()
  // Counts from here, after the session was joined and the agent is there.
  publish('WebChatService.started', { data: { sessionId: 'session-1' } })
  publish('WebChatService.capabilitiesChanged', { async: true, pagination: true, fileUpload: true })
  publish('WebChatService.messageReceived', text(0))
  for (let i = 0; i < 20; i++) await breathe()
  for (const name of Object.keys(commits)) commits[name] = 0

  const polls = HOUR_S * POLLS_A_SECOND * load
  const messages = MESSAGES * load
  const pollsPerMessage = polls / messages
  let changes = 0
  for (let poll = 1; poll <= polls; poll++) {
    publish('WebChatService.capabilitiesChanged', { async: true, pagination: true, fileUpload: true })
    publish('WebChatService.pollingStarted')
    if (poll % pollsPerMessage === 0) {
      const i = poll / pollsPerMessage
      if (i % CLOSED_EVERY === 0) {
        publish('WebChatService.messageReceived', stateChange(i, 'Completed'))
        changes++
      } else if (i % CLOSED_EVERY === 1 && i > 1) {
        publish('WebChatService.messageReceived', joinedAgain(i))
        changes++
      } else publish('WebChatService.messageReceived', text(i))
    }
    // Lets React render between polls.
    for (let turn = 0; turn < 2; turn++) await breathe()
  }
  close()
  return { load, polls, messages, changes, commits }
}

function joinedAgain(i) {
  const batch = text(i)
  return { ...batch, originalMessages: [{ ...batch.originalMessages[0], type: 'ParticipantJoined' }] }
}
