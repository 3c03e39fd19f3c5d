import { AgentDesk } from '../desk/AgentDesk.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import { TopBar } from './TopBar.tsx'

/** The first page: the customer on one side, the agent on the other. */
export function WidgetPage() {
  return (
    <div className="shell">
      <TopBar page="index.html" onKind={() => {}} />
      <main className="stage" aria-label="Both sides of a chat">
        <CustomerFrame />
        <AgentDesk />
      </main>
    </div>
  )
}
