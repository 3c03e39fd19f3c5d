import { type BubbleSettings, GUARD_DEFAULTS } from '../shared/guardOptions.ts'
import { Choice, Flag, Group, TextField } from './fields.tsx'

const DIRECTIONS = [
  { value: 'none', label: 'none: in the middle' },
  { value: 'left', label: 'left' },
  { value: 'right', label: 'right' },
] as const

const FLAGS = [
  { name: 'time', label: 'Time', text: 'Shows when it was said.' },
  { name: 'name', label: 'Name', text: 'Shows a name above it.' },
  { name: 'avatar', label: 'Picture', text: 'Shows a picture beside it.' },
] as const

interface BubbleFieldsProps {
  readonly bubble: BubbleSettings
  readonly isChanged: boolean
  readonly onChange: (bubble: BubbleSettings) => void
}

/** How the notice looks in the widget. */
export function BubbleFields({ bubble, isChanged, onChange }: BubbleFieldsProps) {
  const change = (part: Partial<BubbleSettings>): void => onChange({ ...bubble, ...part })
  const differs = (name: keyof BubbleSettings): boolean => bubble[name] !== GUARD_DEFAULTS.bubble[name]
  return (
    <Group
      label="Look of the notice"
      code="bubble"
      text="In the widget: colours, corners, and what stands beside it. Default: without a time."
      isChanged={isChanged}
    >
      <Choice
        label="Side"
        code="bubble.direction"
        text="Where it stands."
        default={GUARD_DEFAULTS.bubble.direction}
        isChanged={differs('direction')}
        value={bubble.direction}
        choices={DIRECTIONS}
        onChange={(direction) => change({ direction })}
      />
      <TextField
        label="Background"
        code="bubble.fill"
        text="A CSS colour."
        default="the widget’s"
        isChanged={differs('fill')}
        value={bubble.fill}
        placeholder="For example #f6e3d6"
        onChange={(fill) => change({ fill })}
      />
      <TextField
        label="Corners"
        code="bubble.radius"
        text="A CSS length."
        default="the widget’s"
        isChanged={differs('radius')}
        value={bubble.radius}
        placeholder="For example 4px"
        onChange={(radius) => change({ radius })}
      />
      {FLAGS.map(({ name, ...texts }) => (
        <Flag
          key={name}
          {...texts}
          code={`bubble.${name}`}
          default={GUARD_DEFAULTS.bubble[name] ? 'on' : 'off'}
          isChanged={differs(name)}
          checked={bubble[name]}
          onChange={(checked) => change({ [name]: checked })}
        />
      ))}
    </Group>
  )
}
