import { GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { StatusReporter } from '../customer/StatusReporter.tsx'
import { note } from '../customer/timeline.ts'
import { AgentDesk } from '../desk/AgentDesk.tsx'
import { providerProps } from '../shared/guardProps.ts'
import { useSettings } from '../shared/settings.ts'
import { TopBar } from '../shell/TopBar.tsx'
import { Workbench } from '../shell/Workbench.tsx'
import { CustomChat } from './CustomChat.tsx'

/** The second page: a custom chat UI without the widget, next to the same agent's desk. */
export function CustomPage() {
  const settings = useSettings()
  return (
    <div className="shell">
      <TopBar page="custom.html" onKind={() => location.reload()} />
      <main className="stage" aria-label="Both sides of a chat">
        <div className="customer-side">
          <div className="custom-page">
            <span className="custom-brand">Halbrook</span>
            <GenesysChatProvider
              closeSignals={providerProps(settings).closeSignals}
              onSegmentClosed={({ state }) => note('lifecycle', 'onSegmentClosed', state)}
              onSegmentReopened={() => note('lifecycle', 'onSegmentReopened')}
              onEnded={(end) => note('lifecycle', 'onEnded', end.reason)}
              onError={(error) => note('lifecycle', 'onError', error.message)}
            >
              <CustomChat />
              <StatusReporter />
            </GenesysChatProvider>
          </div>
          <Workbench panels={['timeline']} />
        </div>
        <AgentDesk />
      </main>
    </div>
  )
}
