import type { ReactNode } from 'react'

interface IntroProps {
  /** What the page shows, and what to try. */
  readonly text: string
  /** The page's source, below `docs/source/`. */
  readonly source: string
  /** A page of the documentation. */
  readonly documentation: string
  /** Takes the place of the text. */
  readonly instead?: ReactNode
  readonly children?: ReactNode
}

/** The first sentence of a page, and where to read more. */
export function Intro({ text, source, documentation, instead, children }: IntroProps) {
  return (
    <section className="intro" aria-label="About this page" data-focus-home>
      {instead ?? <p className="intro-text">{text}</p>}
      <div className="intro-links">
        {instead ? null : children}
        <a className="text-button" href={`docs/${documentation}`}>
          Documentation
        </a>
        <a className="text-button" href={`docs/source/${source}.html`}>
          Source
        </a>
      </div>
    </section>
  )
}
