import { useEffect, useRef, useState } from 'react'
import { agentApi, type Fault } from './agentApi.ts'

const FOR_MS = 10_000

const FAULTS: readonly { readonly label: string; readonly fault: Fault }[] = [
  { label: 'Answer 500', fault: { status: 500, forMs: FOR_MS } },
  { label: 'Answer 429', fault: { status: 429, forMs: FOR_MS } },
  { label: 'Cut connections', fault: { drop: true, forMs: FOR_MS } },
  { label: 'Deliver twice', fault: { duplicate: true, forMs: FOR_MS } },
  { label: 'Be slow (2 s)', fault: { latencyMs: 2_000, forMs: FOR_MS } },
]

/** Makes the customer's requests fail for the next ten seconds. */
export function Faults() {
  const menu = useRef<HTMLDetailsElement>(null)
  const [news, setNews] = useState('')

  const cause = async (label: string, fault: Fault): Promise<void> => {
    menu.current?.removeAttribute('open')
    await agentApi.fault(fault)
    setNews(`${label}, for ${FOR_MS / 1000} s`)
    setTimeout(() => setNews(''), FOR_MS)
  }

  useEffect(() => {
    const closeOutside = ({ target }: PointerEvent): void => {
      if (!menu.current?.contains(target as Node)) menu.current?.removeAttribute('open')
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [])

  return (
    <div className="faults">
      <span role="status" className="faults-news">
        {news}
      </span>
      <details
        ref={menu}
        className="menu"
        data-focus-home
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.currentTarget.removeAttribute('open')
          event.currentTarget.querySelector('summary')?.focus()
        }}
      >
        <summary className="button" data-focus-next>
          Faults
        </summary>
        <div className="menu-list">
          {FAULTS.map(({ label, fault }) => (
            <button key={label} type="button" onClick={() => void cause(label, fault)}>
              {label}
            </button>
          ))}
        </div>
      </details>
    </div>
  )
}
