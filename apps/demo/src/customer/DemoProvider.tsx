import type { ReactNode } from 'react'
import { type ChatLifecycleOptions, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'
import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import { useSettings } from '../shared/settings.ts'
import { note } from './timeline.ts'

export interface DemoProviderProps {
  readonly restorePolicy?: ChatLifecycleOptions['restorePolicy']
  /** Of Genesys Widgets. On Messenger there is one signal, and it is the default. */
  readonly closeSignals?: ChatLifecycleOptions['closeSignals']
  readonly children: ReactNode
}

/** The provider of the chosen platform. Everything inside is the same on both. */
export function DemoProvider({ closeSignals, restorePolicy, children }: DemoProviderProps) {
  const { platform } = useSettings()
  const shared: ChatLifecycleOptions = {
    restorePolicy,
    onSegmentClosed: ({ state }) => note('lifecycle', 'onSegmentClosed', state),
    onSegmentReopened: () => note('lifecycle', 'onSegmentReopened'),
    onEnded: (end) => {
      note('lifecycle', 'onEnded', end.reason)
      // The token still names the session that is over. Without it the next chat is a new one.
      if (end.isAsync) localStorage.removeItem(ASYNC_TOKEN_KEY)
    },
    onError: (error) => note('lifecycle', 'onError', error.message),
  }
  if (platform === 'messenger') {
    return <GenesysMessengerProvider {...shared}>{children}</GenesysMessengerProvider>
  }
  return (
    <GenesysChatProvider
      {...shared}
      closeSignals={closeSignals}
      forgetToken={() => localStorage.removeItem(ASYNC_TOKEN_KEY)}
    >
      {children}
    </GenesysChatProvider>
  )
}
