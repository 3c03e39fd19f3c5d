import { createElement as h, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { useGenesysChatActions, useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { breathe } from '../bus.mjs'
import { openPage } from '../dom.mjs'
import { PLATFORMS } from '../platforms.mjs'

const POLLS_A_SECOND = 3
const HOUR_S = 3_600
const MESSAGES = 200
/** How many messages apart the agent goes. They come back with the next one. */
const GOES_EVERY = 20

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
  'actions only': () => {
    const { sendTyping } = useGenesysChatActions()
    return useCallback(() => sendTyping(), [sendTyping])
  },
  ...(bus && { 'a hand-written hook': () => useLastEvent(bus) }),
})

function Consumer({ name, use, commits }) {
  use()
  useLayoutEffect(() => {
    commits[name] = (commits[name] ?? 0) + 1
  })
  return null
}

/**
 * Commits of each consumer over an hour of polling, with `load` times the messages and polls.
 *
 * @returns {Promise<{ platform: string, load: number, polls: number, messages: number, changes: number, commits: Record<string, number> }>}
 */
export async function renders(load, platform = 'digital-channels') {
  const { root, close } = openPage()
  const { bus, Provider, props, start, poll, say, leave, join } = PLATFORMS[platform]()
  const commits = {}
  root.render(
    h(
      Provider,
      props,
      Object.entries(consumers(bus)).map(([name, use]) => h(Consumer, { key: name, name, use, commits })),
    ),
  )
  for (let i = 0; i < 20; i++) await breathe()
  // Counts from here, after the session was joined and the agent is there.
  start()
  poll()
  say(0)
  for (let i = 0; i < 20; i++) await breathe()
  for (const name of Object.keys(commits)) commits[name] = 0

  const polls = HOUR_S * POLLS_A_SECOND * load
  const messages = MESSAGES * load
  const pollsPerMessage = polls / messages
  let changes = 0
  for (let n = 1; n <= polls; n++) {
    poll()
    if (n % pollsPerMessage === 0) {
      const i = n / pollsPerMessage
      const isGoing = i % GOES_EVERY === 0
      const isComing = i % GOES_EVERY === 1 && i > 1
      if (isGoing || isComing) changes++
      if (isGoing) leave(i)
      else if (isComing) join(i)
      else say(i)
    }
    // Lets React render between polls.
    for (let turn = 0; turn < 2; turn++) await breathe()
  }
  close()
  return { platform, load, polls, messages, changes, commits }
}
