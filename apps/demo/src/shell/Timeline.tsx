import { useLayoutEffect, useRef, useState } from 'react'
import { clearTimeline, type TimelineEntry, useTimeline } from './timelineStore.ts'

type Kind = TimelineEntry['kind']

const KINDS: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: 'bus', label: 'Bus events' },
  { kind: 'lifecycle', label: 'Lifecycle' },
  { kind: 'state', label: 'State' },
  { kind: 'effect', label: 'Effects' },
]

/** Bus events, and what the library made of them and did. */
export function Timeline() {
  const entries = useTimeline()
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set())
  const list = useRef<HTMLOListElement>(null)
  const shown = entries.filter((entry) => !hidden.has(entry.kind))
  const newest = shown.at(-1)?.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry is what moves the view, not what the effect reads
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [newest])

  const toggle = (kind: Kind): void => {
    const next = new Set(hidden)
    if (!next.delete(kind)) next.add(kind)
    setHidden(next)
  }

  return (
    <section className="timeline" aria-label="Timeline">
      <div className="timeline-head">
        <fieldset className="timeline-kinds">
          <legend className="visually-hidden">What to show</legend>
          {KINDS.map(({ kind, label }) => (
            <label key={kind} className={`toggle toggle-${kind}`}>
              <input type="checkbox" checked={!hidden.has(kind)} onChange={() => toggle(kind)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <button type="button" className="text-button" onClick={clearTimeline}>
          Clear
        </button>
      </div>
      {shown.length === 0 ? (
        <p className="timeline-empty">Nothing has happened yet on the customer’s page.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        <ol className="timeline-list" aria-label="What happened" tabIndex={0} ref={list}>
          {shown.map((entry) => (
            <li key={entry.id} className={`entry entry-${entry.kind}`}>
              <time dateTime={new Date(entry.at).toISOString()}>{clock(entry.at)}</time>
              <code>{entry.name}</code>
              {entry.detail && <span className="entry-detail">{entry.detail}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function clock(at: number): string {
  const time = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
}
