import '@fontsource-variable/figtree/index.css'
import '@fontsource-variable/fraunces/index.css'
import 'react-genesys-chat-lifecycle/styles.css'
import 'genesys-simulator/widget.css'
import '../../shared/base.css'
import '../../customer/customer.css'
import './frame.css'
import { installGenesysWidgets } from 'genesys-simulator/widget'
import { createRoot } from 'react-dom/client'
import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import type { SideName, Stage, StageHost } from '../stage.ts'
import { installSnippet } from './snippet.ts'

const side = new URLSearchParams(location.search).get('side') as SideName
const stage = (window.parent as unknown as StageHost).chatDemoStages?.[side]
const root = document.getElementById('root')
if (stage === undefined || root === null) throw new Error('This page is a part of "Before and after".')

const isAsync = stage.mode === 'async'
const config: { webchat: unknown; onReady?: () => void } = {
  webchat: { transport: { type: 'pureengage-v3-rest', async: { enabled: isAsync } } },
}
;(window as { _genesys?: unknown })._genesys = { widgets: config }

const widgets = installGenesysWidgets({
  dataURL: new URL('/nexus/v3/chat/sessions', location.href).href,
  endpoint: isAsync ? 'support-async' : 'support',
  async: isAsync,
  pollTimeout: 150,
  fetch: stage.fetch,
  store: stage.store,
  tokens: stage.tokens,
})
if (side === 'before') config.onReady = () => installSnippet(widgets.bus, isAsync, stage.closeWindow)
const app = createRoot(root)
stage.onLoad({ widgets, unmount: () => app.unmount() })
app.render(<FramePage stage={stage} />)

function FramePage({ stage }: { readonly stage: Stage }) {
  return (
    <div className="frame-page">
      <span className="brand">
        <span className="brand-mark" aria-hidden="true" />
        Halbrook
      </span>
      {stage.side === 'after' && (
        <GenesysChatProvider>
          <ChatEndGuard closeWindow={stage.closeWindow} />
        </GenesysChatProvider>
      )}
    </div>
  )
}
