import { act } from '@testing-library/react'
import type { ComponentType, ReactNode } from 'react'
import { vi } from 'vitest'
import type { ChatOptions } from '../../src/chat/options.ts'
import { GenesysChatProvider } from '../../src/index.ts'
import { GenesysMessengerProvider } from '../../src/messenger.ts'
import {
  createContactCentre,
  createGuestCentre,
  createMemoryStore,
  createMemoryTokenStore,
  createTestBus,
  createTestMessenger,
} from '../../src/testing/index.ts'

export type Provider = ComponentType<ChatOptions & { children?: ReactNode }>

/** A page of a customer, on whichever platform. */
export interface Tab {
  /** Its provider, as the page would write it. */
  readonly props: object
  start(): void
  reload(): void
  wait(ms: number): Promise<void>
}

/** A browser of a customer with its tabs, and the people on the other side, on whichever platform. */
export interface Side {
  readonly Provider: Provider
  open(): Tab
  say(text: string, agent?: 'Anna' | 'Bert'): void
  /** The agent closes the segment, and leaves. */
  close(): void
  botSays(text: string): void
  type(): void
  endByServer(): void
  loseSession(): void
  /** What the page does for `reset()`: deletes the token it keeps. */
  forgetToken(): void
  offline(): void
  online(): void
  /** What the customer said, as the server has it. */
  said(): (string | undefined)[]
  /** How many chats there were. */
  sessions(): number
}

const advanceTimers = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))
const textsOf = (messages: readonly { from: { type: string }; type: string; text?: string | undefined }[]) =>
  messages.filter(({ from, type }) => from.type === 'Customer' && type === 'Text').map(({ text }) => text)

/** An asynchronous chat of Genesys Widgets, on Digital Channels. */
export function createWidgets(): Side {
  const centre = createContactCentre({ async: true })
  const store = createMemoryStore()
  const tokens = createMemoryTokenStore()
  const bert = centre.createAgent('Bert')
  const here = new Set<string>()
  const actor = (name: string) => {
    const agent = name === 'Bert' ? bert : centre.agent
    if (!here.has(name)) agent.join()
    // Who takes over is alone.
    if (!here.has(name)) for (const other of here) (other === 'Bert' ? bert : centre.agent).leave()
    if (!here.has(name)) here.clear()
    here.add(name)
    return agent
  }
  return {
    Provider: GenesysChatProvider as Provider,
    open() {
      const bus = createTestBus({ async: true, webChat: false, centre, store, tokens, advanceTimers })
      return {
        props: { bus: () => bus.bus },
        start: bus.start,
        reload: bus.reload,
        wait: bus.wait,
      }
    },
    say: (text, agent = 'Anna') => actor(agent).say(text),
    close() {
      const agent = actor([...here][0] ?? 'Anna')
      agent.setState('Finalizing')
      agent.setState('Completed')
      agent.leave()
      here.clear()
    },
    botSays(text) {
      centre.bot.join()
      centre.bot.say(text)
    },
    type: () => actor('Anna').type(),
    endByServer: () => centre.server.end(),
    loseSession: () => centre.server.forget(),
    forgetToken: tokens.remove,
    offline: () => centre.server.offline(),
    online: () => centre.server.online(),
    said: () => textsOf(centre.session.messages),
    sessions: () => centre.sessions.length,
  }
}

/** Messenger, headless. The event for a closing comes twice before its message. */
export function createMessenger(disconnectEvents = 2): Side {
  const centre = createGuestCentre()
  const bert = centre.createAgent('Bert')
  return {
    Provider: GenesysMessengerProvider,
    open() {
      const messenger = createTestMessenger({ centre, disconnectEvents, advanceTimers })
      return {
        props: { genesys: () => messenger.genesys },
        start: messenger.start,
        reload: messenger.reload,
        wait: messenger.wait,
      }
    },
    say: (text, agent = 'Anna') => (agent === 'Bert' ? bert : centre.agent).say(text),
    close: () => centre.agent.disconnect(),
    botSays: (text) => centre.bot.say(text),
    type: () => centre.agent.type(),
    endByServer: () => centre.agent.disconnect('read-only'),
    loseSession: () => centre.server.expire(),
    forgetToken: () => {},
    offline: () => centre.server.offline(),
    online: () => centre.server.online(),
    said: () => textsOf(centre.session.messages),
    sessions: () => centre.sessions.length,
  }
}
