import { DemoProvider } from '../customer/DemoProvider.tsx'
import { StatusReporter } from '../customer/StatusReporter.tsx'
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
            <DemoProvider closeSignals={providerProps(settings).closeSignals}>
              <CustomChat />
              <StatusReporter />
            </DemoProvider>
          </div>
          <Workbench panels={['timeline']} />
        </div>
        <AgentDesk />
      </main>
    </div>
  )
}
