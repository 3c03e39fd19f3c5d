import type { GuardSettings, LabelName, LocaleName } from '../shared/guardOptions.ts'
import { LOCALES } from '../shared/guardProps.ts'
import { TextField } from './fields.tsx'

const LABELS: readonly LabelName[] = [
  'dismiss',
  'countdown',
  'keepOpen',
  'held',
  'heldReopened',
  'sendAsNew',
  'send',
  'discard',
  'blocked',
  'yourMessage',
  'fileRefused',
]

interface LabelFieldsProps {
  readonly labels: GuardSettings['labels']
  readonly locale: LocaleName
  readonly onChange: (labels: GuardSettings['labels']) => void
}

/** Texts that override those of the locale. Its own texts are the placeholders. */
export function LabelFields({ labels, locale, onChange }: LabelFieldsProps) {
  return (
    <details className="options-group">
      <summary className="field-name">labels</summary>
      <div className="options-group-fields">
        {LABELS.map((name) => (
          <TextField
            key={name}
            label={`labels.${name}`}
            value={labels[name] ?? ''}
            placeholder={LOCALES[locale][name]}
            onChange={(text) => onChange({ ...labels, [name]: text })}
          />
        ))}
      </div>
    </details>
  )
}
