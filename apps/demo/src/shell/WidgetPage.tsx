import { AgentDesk } from '../desk/AgentDesk.tsx'
import { useSettings } from '../shared/settings.ts'
import { CustomerFrame } from './CustomerFrame.tsx'
import { Intro } from './Intro.tsx'
import { TopBar } from './TopBar.tsx'
import { TourCard, TourOffer } from './Tour.tsx'
import { useTour } from './tourStore.ts'

/** The first page: the customer on one side, the agent on the other. */
export function WidgetPage() {
  const { platform } = useSettings()
  const tour = useTour()
  const button = platform === 'messenger' ? 'Disconnect' : 'Close: Finalizing'
  return (
    <div className="shell">
      <TopBar page="index.html" onKind={() => {}} />
      <Intro
        text={`See what a customer learns when an agent closes a Genesys chat: start one on the customer’s page, join it at the desk, and press “${button}”.`}
        source="customer/GuardedPage.tsx"
        documentation="library.html"
        instead={typeof tour === 'number' ? <TourCard at={tour} /> : undefined}
      >
        <TourOffer />
      </Intro>
      <main className="stage" aria-label="Both sides of a chat">
        <CustomerFrame />
        <AgentDesk />
      </main>
    </div>
  )
}
