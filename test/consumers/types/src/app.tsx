import type { ReactNode } from 'react'
import {
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysBusEvent,
  useGenesysChatLifecycle,
} from 'react-genesys-chat-lifecycle'
import { type ChatPhase, createChatLifecycle } from 'react-genesys-chat-lifecycle/core'
import { de, type GuardLabels } from 'react-genesys-chat-lifecycle/locales'
import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'
import { createTestBus, type TestBus } from 'react-genesys-chat-lifecycle/testing'
import 'react-genesys-chat-lifecycle/styles.css'

declare module 'react-genesys-chat-lifecycle' {
  interface GenesysBusEvents {
    'MyPlugin.rated': { readonly stars: number }
  }
}

export const words: GuardLabels = de
export const bus: TestBus = createTestBus()
export const phase: ChatPhase = createChatLifecycle({ bus: bus.bus }).getState().phase

function Phase(): ReactNode {
  useGenesysBusEvent('MyPlugin.rated', ({ data }) => data.stars.toFixed())
  // @ts-expect-error The state is typed: it has no such field.
  useGenesysChatLifecycle((chat) => chat.phaze)
  return useGenesysChatLifecycle((chat) => chat.phase)
}

export function App(): ReactNode {
  return (
    <GenesysChatProvider bus={bus.bus} onSegmentClosed={({ agentName }) => agentName?.toUpperCase()}>
      <Phase />
      <ChatEndGuard locale={de} />
    </GenesysChatProvider>
  )
}

export const Messenger: typeof GenesysMessengerProvider = GenesysMessengerProvider
