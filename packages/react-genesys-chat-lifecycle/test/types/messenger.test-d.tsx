// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.
import type { ComponentType, ReactNode } from 'react'
import { expectTypeOf } from 'vitest'
import type { ChatOptions } from '../../src/chat/options.ts'
import {
  ChatEndGuard,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useChatEndGuard,
  useGenesysChatActions,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from '../../src/index.ts'
import {
  type GenesysLike,
  GenesysMessengerProvider,
  type GenesysMessengerProviderProps,
} from '../../src/messenger.ts'
import { createTestMessenger } from '../../src/testing/index.ts'

/** A component written for Genesys Widgets. */
function Chat(): ReactNode {
  const { phase, closedSegment, start, send, end } = useGenesysChatLifecycle()
  const isClosed = useGenesysChatLifecycle((chat) => chat.closedSegment !== null)
  const { openWindow } = useGenesysChatActions()
  const { notice, dismissNotice } = useChatEndGuard({ asyncPolicy: 'notify' })
  const { messages } = useGenesysChatMessages()
  return (
    <button
      type="button"
      disabled={isClosed}
      title={`${phase} ${closedSegment?.agentName} ${notice} ${messages.length}`}
      onClick={() => {
        dismissNotice()
        void start({ form: { firstname: 'Joe' } })
          .then(() => send('Hello'))
          .then(() => openWindow())
          .then(() => end({ closeWindow: true }))
      }}
    />
  )
}

/** The same application on either platform: only the provider is another one. */
export const app = (Provider: ComponentType<ChatOptions & { children?: ReactNode }>): ReactNode => (
  <Provider
    asyncMode="auto"
    restorePolicy="end-closed"
    onSegmentClosed={({ key, agentName, isAsync }) => [key, agentName, isAsync]}
    onSegmentReopened={({ key }) => key}
    onEnded={({ reason, sessionId }) => [reason, sessionId]}
    onError={(error) => error.message}
  >
    <Chat />
    <ChatEndGuard followUps="confirm" endDelayMs={30_000} />
  </Provider>
)

export const apps: readonly ReactNode[] = [app(GenesysChatProvider), app(GenesysMessengerProvider)]

export function useProps(): void {
  type Shared = keyof ChatOptions
  expectTypeOf<Pick<GenesysMessengerProviderProps, Shared>>().toEqualTypeOf<
    Pick<GenesysChatProviderProps, Shared>
  >()
  expectTypeOf<GenesysMessengerProviderProps>().not.toHaveProperty('bus')
  expectTypeOf<GenesysChatProviderProps>().not.toHaveProperty('genesys')
  // The vendor's global is taken as it is, and so is the one for tests.
  expectTypeOf<(...call: unknown[]) => unknown>().toExtend<GenesysLike>()
  expectTypeOf(createTestMessenger().genesys).toExtend<GenesysLike>()
}
