import type { DemoSettings } from '../shared/settings.ts'
import { importsOf, toJsx } from '../shared/toJsx.ts'
import { CopyButton } from './CopyButton.tsx'
import { Example } from './Example.tsx'

/** The options as code to copy. */
export function Jsx({ settings }: { readonly settings: DemoSettings }) {
  const code = `${importsOf(settings)}\n\n${toJsx(settings)}`
  return (
    <div className="jsx">
      <div className="jsx-head">
        <span className="jsx-title">JSX</span>
        <Example settings={settings} />
        <CopyButton label="Copy" text={() => code} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="jsx-code" aria-label="JSX" tabIndex={0}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
    </div>
  )
}
