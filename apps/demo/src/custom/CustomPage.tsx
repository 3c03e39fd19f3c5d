import { useEffect } from 'react'
import { DemoProvider } from '../customer/DemoProvider.tsx'
import { StatusReporter } from '../customer/StatusReporter.tsx'
import { AgentDesk } from '../desk/AgentDesk.tsx'
import { providerProps } from '../shared/guardProps.ts'
import { reloadPage, restoreFocus } from '../shared/reloadPage.ts'
import { useSettings } from '../shared/settings.ts'
import { Intro } from '../shell/Intro.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Workbench } from '../shell/Workbench.tsx'
import { CustomChat } from './CustomChat.tsx'
import { NewCustomer } from './NewCustomer.tsx'

/** The second page: a custom chat UI without the widget, next to the same agent's desk. */
export function CustomPage() {
  const settings = useSettings()
  useEffect(restoreFocus, [])
  return (
    <div className="shell">
      <TopBar page="custom.html" onKind={reloadPage} />
      <Intro
        text="A chat UI of your own, over the headless service, made with the hooks alone. Start a chat, answer at the desk, and close the segment: the notice, held texts and unread messages are all in the page."
        source="custom/CustomChat.tsx"
        documentation="library.html#a-custom-chat-ui"
      />
      <main className="stage" aria-label="Both sides of a chat">
        <div className="customer-side">
          <div className="custom-page">
            <DemoProvider closeSignals={providerProps(settings).closeSignals}>
              <div className="custom-head">
                <span className="custom-brand">Halbrook</span>
                <NewCustomer />
              </div>
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
