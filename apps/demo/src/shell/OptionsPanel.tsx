import { useState } from 'react'
import { GUARD_DEFAULTS, type GuardSettings, toJsx } from '../shared/guardOptions.ts'
import { changeSettings, useSettings } from '../shared/settings.ts'
import { Choice } from './Choice.tsx'

const DELAYS = [
  { value: '0', label: 'at once' },
  { value: '5000', label: 'after 5 s' },
  { value: '15000', label: 'after 15 s' },
] as const

const POLICIES = [
  { value: 'notify', label: 'notify' },
  { value: 'close', label: 'close' },
  { value: 'none', label: 'none' },
] as const

/** Every option of the guard, applied at once to the customer's page, and the JSX that it amounts to. */
export function OptionsPanel() {
  const { guard } = useSettings()
  const change = (part: Partial<GuardSettings>): void => changeSettings({ guard: { ...guard, ...part } })

  return (
    <section className="options" aria-label="Options">
      <div className="options-fields">
        <Choice
          label="async"
          value={guard.async}
          choices={POLICIES}
          onChange={(async) => change({ async })}
        />
        <Choice
          label="regular"
          value={guard.regular}
          choices={POLICIES}
          onChange={(regular) => change({ regular })}
        />
        <Choice
          label="render"
          value={guard.render}
          choices={[
            { value: 'auto', label: 'auto' },
            { value: 'widget', label: 'widget' },
            { value: 'page', label: 'page' },
            { value: 'none', label: 'none' },
          ]}
          onChange={(render) => change({ render })}
        />
        <Choice
          label="bubble"
          value={guard.direction}
          choices={[
            { value: 'none', label: 'in the middle' },
            { value: 'left', label: 'on the left' },
            { value: 'right', label: 'on the right' },
          ]}
          onChange={(direction) => change({ direction })}
        />
        <Choice
          label="closeDelayMs"
          value={String(guard.closeDelayMs)}
          choices={DELAYS}
          onChange={(delay) => change({ closeDelayMs: Number(delay) })}
        />
        <Choice
          label="restorePolicy"
          value={guard.restorePolicy}
          choices={[
            { value: 'resume', label: 'resume' },
            { value: 'end', label: 'end' },
          ]}
          onChange={(restorePolicy) => change({ restorePolicy })}
        />
        <label className="field field-wide">
          <span className="field-name">notice</span>
          <input
            value={guard.notice}
            placeholder="The vendor’s sentence"
            onChange={(event) => change({ notice: event.target.value })}
          />
        </label>
        <label className="field-check">
          <input
            type="checkbox"
            checked={guard.closeWindow}
            onChange={(event) => change({ closeWindow: event.target.checked })}
          />
          <span className="field-name">closeWindow</span>
        </label>
      </div>
      <Jsx code={toJsx(guard)} onReset={() => changeSettings({ guard: GUARD_DEFAULTS })} />
    </section>
  )
}

function Jsx({ code, onReset }: { readonly code: string; readonly onReset: () => void }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code)
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <div className="jsx">
      <div className="jsx-head">
        <span className="jsx-title">JSX</span>
        <button type="button" className="text-button" onClick={onReset}>
          Defaults
        </button>
        <button type="button" className="text-button" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </button>
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
