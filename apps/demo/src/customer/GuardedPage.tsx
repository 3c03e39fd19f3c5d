import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { useSettings } from '../shared/settings.ts'
import { CustomerPage } from './CustomerPage.tsx'
import { StatusReporter } from './StatusReporter.tsx'
import { note } from './timeline.ts'

/** The customer's page with the library in it: a provider around, a guard inside, and that is all. */
export function GuardedPage() {
  const { guard } = useSettings()
  return (
    <GenesysChatProvider
      restorePolicy={guard.restorePolicy}
      onSegmentClosed={(closing) => note('lifecycle', 'onSegmentClosed', closing.state)}
      onReopened={() => note('lifecycle', 'onReopened')}
      onEnded={(end) => note('lifecycle', 'onEnded', end.reason)}
      onError={(error) => note('lifecycle', 'onError', error.message)}
    >
      <CustomerPage />
      <ChatEndGuard
        async={guard.async}
        regular={guard.regular}
        notice={guard.notice || undefined}
        render={guard.render}
        bubble={guard.direction === 'none' ? undefined : { time: false, direction: guard.direction }}
        closeDelayMs={guard.closeDelayMs}
        closeWindow={guard.closeWindow}
        onNotice={(_closing, text) => note('effect', 'onNotice', text)}
        onClose={() => note('effect', 'onClose')}
        onError={(error) => note('effect', 'onError', error.message)}
      />
      <StatusReporter />
    </GenesysChatProvider>
  )
}
