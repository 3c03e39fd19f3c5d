import type { RefObject } from 'react'
import type { Facts } from './players.ts'

export interface SideProps {
  readonly title: string
  readonly frame: RefObject<HTMLIFrameElement | null>
  /** What the customer sees in the end; undefined while the situation is played. */
  readonly facts: Facts | undefined
  readonly isRight: ((facts: Facts) => boolean) | undefined
}

/** One of the two pages, and whether its customer saw what was expected. */
export function Side({ title, frame, facts, isRight }: SideProps) {
  const right = facts && isRight?.(facts)
  return (
    <section className="side" aria-label={title}>
      <header className="side-head">
        <h3>{title}</h3>
        <span role="status">{facts && <Verdict isRight={right === true} />}</span>
      </header>
      <div className="frame">
        <iframe ref={frame} title={title} src="about:blank" />
      </div>
      <p className="side-facts">{facts ? inWords(facts) : 'Playing…'}</p>
    </section>
  )
}

export function Verdict({ isRight }: { readonly isRight: boolean }) {
  return <span className={isRight ? 'chip chip-good' : 'chip chip-bad'}>{isRight ? 'Pass' : 'Fail'}</span>
}

export function inWords({ notices, windowOpen, inputEnabled }: Facts): string {
  const count = notices === 1 ? '1 notice' : `${notices} notices`
  return `${count} · window ${windowOpen ? 'open' : 'closed'} · input ${inputEnabled ? 'enabled' : 'disabled'}`
}
