import type { GuardSettings, LocaleName, Word } from '../shared/guardOptions.ts'
import { LOCALES } from '../shared/guardProps.ts'
import { TextField } from './fields.tsx'

const WORDS: readonly Word[] = [
  'dismiss',
  'countdown',
  'stop',
  'held',
  'heldReopened',
  'sendAsNew',
  'send',
  'discard',
  'blocked',
  'yourMessage',
  'fileRefused',
]

interface WordFieldsProps {
  readonly labels: GuardSettings['labels']
  readonly locale: LocaleName
  readonly onChange: (labels: GuardSettings['labels']) => void
}

/** Words in place of those of the locale, which are the placeholders. */
export function WordFields({ labels, locale, onChange }: WordFieldsProps) {
  return (
    <details className="options-group">
      <summary className="field-name">labels</summary>
      <div className="options-group-fields">
        {WORDS.map((word) => (
          <TextField
            key={word}
            label={`labels.${word}`}
            value={labels[word] ?? ''}
            placeholder={LOCALES[locale][word]}
            onChange={(text) => onChange({ ...labels, [word]: text })}
          />
        ))}
      </div>
    </details>
  )
}
