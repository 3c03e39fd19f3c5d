import { useEffect, useState } from 'react'

interface CopyButtonProps {
  readonly label: string
  readonly text: () => string
}

/** Copies a text, and says whether it worked. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState('')
  useEffect(() => {
    if (outcome === '') return
    const timer = setTimeout(() => setOutcome(''), 2_500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setOutcome('Copied')
    } catch {
      setOutcome('Not allowed here')
    }
  }
  return (
    <>
      <button type="button" className="text-button" onClick={() => void copy()}>
        {outcome || label}
      </button>
      <span className="visually-hidden" role="status">
        {outcome}
      </span>
    </>
  )
}
