import type { BubbleSettings } from '../shared/guardOptions.ts'
import { Choice } from './Choice.tsx'
import { Check, TextField } from './fields.tsx'

const DIRECTIONS = [
  { value: 'none', label: 'in the middle' },
  { value: 'left', label: 'on the left' },
  { value: 'right', label: 'on the right' },
] as const

interface BubbleFieldsProps {
  readonly bubble: BubbleSettings
  readonly onChange: (bubble: BubbleSettings) => void
}

/** How the notice looks in the widget. */
export function BubbleFields({ bubble, onChange }: BubbleFieldsProps) {
  const change = (part: Partial<BubbleSettings>): void => onChange({ ...bubble, ...part })
  return (
    <details className="options-group">
      <summary className="field-name">bubble</summary>
      <div className="options-group-fields">
        <Choice
          label="bubble.direction"
          value={bubble.direction}
          choices={DIRECTIONS}
          onChange={(direction) => change({ direction })}
        />
        <TextField
          label="bubble.fill"
          value={bubble.fill}
          placeholder="The widget’s, e.g. #f6e3d6"
          onChange={(fill) => change({ fill })}
        />
        <TextField
          label="bubble.radius"
          value={bubble.radius}
          placeholder="The widget’s, e.g. 4px"
          onChange={(radius) => change({ radius })}
        />
        <Check label="bubble.time" checked={bubble.time} onChange={(time) => change({ time })} />
        <Check label="bubble.name" checked={bubble.name} onChange={(name) => change({ name })} />
        <Check label="bubble.avatar" checked={bubble.avatar} onChange={(avatar) => change({ avatar })} />
      </div>
    </details>
  )
}
