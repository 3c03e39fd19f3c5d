import { useRef } from 'react'
import { forgetChat } from '../shared/forgetChat.ts'
import { useSettings } from '../shared/settings.ts'
import { hasServer } from '../shared/simulator.ts'
import { useTourRuns } from './tourStore.ts'
import { Workbench } from './Workbench.tsx'

/** The customer's page in a frame. It is a document of its own, because a page has one widget and can be reloaded. */
export function CustomerFrame() {
  const { platform, mode, transport } = useSettings()
  const runs = useTourRuns()
  const frame = useRef<HTMLIFrameElement>(null)
  const reload = (): void => frame.current?.contentWindow?.location.reload()

  return (
    <section className="customer-side" aria-labelledby="customer-side-title">
      <h2 id="customer-side-title" className="visually-hidden">
        The customer’s page
      </h2>
      <div className="browser">
        <div className="browser-bar">
          <span className="browser-dots" aria-hidden="true" />
          <button
            type="button"
            className="icon-button"
            onClick={reload}
            aria-label="Reload the customer’s page"
          >
            <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
              <path d="M15.5 6.5A6.5 6.5 0 1 0 16.5 11M16 3v4h-4" />
            </svg>
          </button>
          <span className="browser-address">halbrook.example/support</span>
          <button
            type="button"
            className="text-button"
            onClick={() => {
              forgetChat()
              reload()
            }}
          >
            New customer
          </button>
          {hasServer && (
            <a className="text-button" href="customer.html" target="_blank" rel="noreferrer">
              Open in a tab
            </a>
          )}
        </div>
        <div className="frame">
          <iframe
            key={`${platform} ${transport} ${mode} ${runs}`}
            ref={frame}
            title="Customer’s page"
            src="customer.html"
          />
        </div>
      </div>
      <Workbench />
    </section>
  )
}
