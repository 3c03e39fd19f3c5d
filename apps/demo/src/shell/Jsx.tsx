import { useState } from 'react'

export interface JsxProps {
  readonly code: string
  readonly onReset: () => void
}

/** Code to copy. */
export function Jsx({ code, onReset }: JsxProps) {
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
