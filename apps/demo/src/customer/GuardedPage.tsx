import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import { guardProps, providerProps } from '../shared/guardProps.ts'
import { useSettings } from '../shared/settings.ts'
import { CustomerPage } from './CustomerPage.tsx'
import { OwnLook } from './OwnLook.tsx'
import { StatusReporter } from './StatusReporter.tsx'
import { note } from './timeline.ts'

/** The customer's page with the library in it: a provider around, a guard inside, and that is all. */
export function GuardedPage() {
  const { guard } = useSettings()
  return (
    <GenesysChatProvider
      {...providerProps(guard)}
      onSegmentClosed={(closedSegment) => note('lifecycle', 'onSegmentClosed', closedSegment.state)}
      onSegmentReopened={() => note('lifecycle', 'onReopened')}
      onEnded={(end) => note('lifecycle', 'onEnded', end.reason)}
      onError={(error) => note('lifecycle', 'onError', error.message)}
    >
      <CustomerPage />
      <ChatEndGuard
        {...guardProps(guard)}
        onNotice={(_closing, text) => note('effect', 'onNotice', text)}
        onFollowUpHeld={(_closing, text) => note('effect', 'onFollowUpHeld', text)}
        onEnd={({ isAsync }) => {
          note('effect', 'onClose')
          // The token still names the session that was left: without it the next chat is a new one.
          if (isAsync) localStorage.removeItem(ASYNC_TOKEN_KEY)
        }}
        onError={(error) => note('effect', 'onError', error.message)}
      >
        {guard.ownLook ? (handle) => <OwnLook guard={handle} /> : undefined}
      </ChatEndGuard>
      <StatusReporter />
    </GenesysChatProvider>
  )
}
