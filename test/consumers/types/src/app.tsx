import { type ContactCentre, createManualClock } from 'genesys-simulator/server'
import { installGenesysWidgets } from 'genesys-simulator/widget'
import type { ReactNode } from 'react'
import {
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysBusEvent,
  useGenesysChatLifecycle,
} from 'react-genesys-chat-lifecycle'
import { type ChatPhase, createChatLifecycle } from 'react-genesys-chat-lifecycle/core'
import { de, type GuardLabels } from 'react-genesys-chat-lifecycle/locales'
import { createTestBus, type TestBus } from 'react-genesys-chat-lifecycle/testing'
import 'react-genesys-chat-lifecycle/styles.css'
import 'genesys-simulator/widget.css'

declare module 'react-genesys-chat-lifecycle' {
  interface GenesysBusEvents {
    'MyPlugin.rated': { readonly stars: number }
  }
}

export const words: GuardLabels = de
export const bus: TestBus = createTestBus()
export const phase: ChatPhase = createChatLifecycle({ bus: bus.bus }).getState().phase
export const clock: ReturnType<typeof createManualClock> = createManualClock()
export type Centre = ContactCentre
export const widget: ReturnType<typeof installGenesysWidgets> = installGenesysWidgets({ dataURL: '/chat' })

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
