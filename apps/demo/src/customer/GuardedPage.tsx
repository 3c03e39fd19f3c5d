import { ChatEndGuard } from 'react-genesys-chat-lifecycle'
import { guardProps, providerProps } from '../shared/guardProps.ts'
import { useSettings } from '../shared/settings.ts'
import { CustomerPage } from './CustomerPage.tsx'
import { DemoProvider } from './DemoProvider.tsx'
import { GuardBar } from './GuardBar.tsx'
import { StatusReporter } from './StatusReporter.tsx'
import { note } from './timeline.ts'

/** The customer's page with the library: a provider around it and a guard inside. */
export function GuardedPage() {
  const settings = useSettings()
  const { guard } = settings
  return (
    <DemoProvider {...providerProps(settings)}>
      <CustomerPage />
      <ChatEndGuard
        {...guardProps(guard)}
        onNotice={(_segment, text) => note('effect', 'onNotice', text)}
        onFollowUpHeld={(_segment, text) => note('effect', 'onFollowUpHeld', text)}
        onEnd={() => note('effect', 'onEnd')}
        onError={(error) => note('effect', 'onError', error.message)}
      >
        {guard.isRenderedByPage ? (handle) => <GuardBar guard={handle} /> : undefined}
      </ChatEndGuard>
      <StatusReporter />
    </DemoProvider>
  )
}
