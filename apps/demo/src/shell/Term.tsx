import { useId, useState } from 'react'

interface TermProps {
  readonly word: string
  /** What the word means. */
  readonly text: string
  /** What its value means. */
  readonly now: string | undefined
}

/** A word that explains itself to whoever points at it, moves the focus to it, or touches it. Escape hides the explanation. */
export function Term({ word, text, now }: TermProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="term" onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        className="term-word"
        aria-describedby={id}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={(event) => {
          // Not every browser moves the focus to a button that is touched.
          event.currentTarget.focus()
          setOpen(true)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false)
        }}
      >
        {word}
      </button>
      <span className="term-text" role="tooltip" id={id} hidden={!isOpen}>
        {text} {now && <strong>Now: {now}.</strong>}
      </span>
    </span>
  )
}
