import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import { guardProps, providerProps } from '../shared/guardProps.ts'
import { useSettings } from '../shared/settings.ts'
import { CustomerPage } from './CustomerPage.tsx'
import { GuardBar } from './GuardBar.tsx'
import { StatusReporter } from './StatusReporter.tsx'
import { note } from './timeline.ts'

/** The customer's page with the library: a provider around it and a guard inside. */
export function GuardedPage() {
  const settings = useSettings()
  const { guard } = settings
  return (
    <GenesysChatProvider
      {...providerProps(settings)}
      onSegmentClosed={({ state }) => note('lifecycle', 'onSegmentClosed', state)}
      onSegmentReopened={() => note('lifecycle', 'onSegmentReopened')}
      onEnded={(end) => note('lifecycle', 'onEnded', end.reason)}
      onError={(error) => note('lifecycle', 'onError', error.message)}
    >
      <CustomerPage />
      <ChatEndGuard
        {...guardProps(guard)}
        onNotice={(_segment, text) => note('effect', 'onNotice', text)}
        onFollowUpHeld={(_segment, text) => note('effect', 'onFollowUpHeld', text)}
        onEnd={({ isAsync }) => {
          note('effect', 'onEnd')
          // The token still names the session that was ended. Without it the next chat is a new one.
          if (isAsync) localStorage.removeItem(ASYNC_TOKEN_KEY)
        }}
        onError={(error) => note('effect', 'onError', error.message)}
      >
        {guard.isRenderedByPage ? (handle) => <GuardBar guard={handle} /> : undefined}
      </ChatEndGuard>
      <StatusReporter />
    </GenesysChatProvider>
  )
}
