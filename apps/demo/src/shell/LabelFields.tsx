import {
  type GuardSettings,
  LABEL_NAMES,
  type LabelName,
  LOCALES,
  type LocaleName,
} from '../shared/guardOptions.ts'
import { Group, TextField } from './fields.tsx'

const WHERE: Readonly<Record<LabelName, string>> = {
  dismiss: 'The button that takes the notice away.',
  countdown: 'Before the seconds until the end.',
  keepOpen: 'The button that stops the countdown.',
  held: 'Above a text that was held.',
  heldReopened: 'The same, after the segment was reopened.',
  sendAsNew: 'The button that sends it as a new request.',
  send: 'The button that sends it after the reopening.',
  discard: 'The button that throws it away.',
  unknown: 'Above a text that may have been sent.',
  sendAgain: 'The button that sends it once more.',
  blocked: 'Above a text that was refused.',
  yourMessage: 'Names the text for screen readers.',
  fileRefused: 'Instead of a file that was refused.',
}

interface LabelFieldsProps {
  readonly labels: GuardSettings['labels']
  readonly locale: LocaleName
  readonly isChanged: boolean
  readonly onChange: (labels: GuardSettings['labels']) => void
}

/** Texts that override those of the locale. Its own texts are the placeholders. */
export function LabelFields({ labels, locale, isChanged, onChange }: LabelFieldsProps) {
  return (
    <Group
      label="Your own words"
      code="labels"
      text="They replace those of the language. Default: none."
      isChanged={isChanged}
    >
      {LABEL_NAMES.map((name) => (
        <TextField
          key={name}
          label={name}
          code={`labels.${name}`}
          text={WHERE[name]}
          default={`“${LOCALES[locale][name]}”`}
          isChanged={Boolean(labels[name])}
          value={labels[name] ?? ''}
          placeholder={LOCALES[locale][name]}
          onChange={(text) => onChange({ ...labels, [name]: text })}
        />
      ))}
    </Group>
  )
}
