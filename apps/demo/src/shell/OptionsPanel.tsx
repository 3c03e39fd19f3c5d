import { GUARD_DEFAULTS, type GuardSettings, isChanged } from '../shared/guardOptions.ts'
import { defaultOf, OPTION_TEXTS, type OptionText } from '../shared/guardOptionTexts.ts'
import { changeSettings, useSettings } from '../shared/settings.ts'
import { BubbleFields } from './BubbleFields.tsx'
import { CopyButton } from './CopyButton.tsx'
import { Choice, Flag, TextField } from './fields.tsx'
import { Jsx } from './Jsx.tsx'
import { LabelFields } from './LabelFields.tsx'

/** Every option of the guard, applied to the customer's page at once, and the same options as JSX. */
export function OptionsPanel() {
  const settings = useSettings()
  const { guard } = settings
  const change = (part: Partial<GuardSettings>): void => changeSettings({ guard: { ...guard, ...part } })

  return (
    <section className="options" aria-label="Options">
      <div className="options-side">
        <div className="jsx-head">
          <span className="jsx-title">Options</span>
          <button
            type="button"
            className="text-button"
            onClick={() => changeSettings({ guard: GUARD_DEFAULTS })}
          >
            Defaults
          </button>
          <CopyButton label="Copy link" text={() => location.href} />
        </div>
        <div className="options-fields option-grid">
          {OPTION_TEXTS.map((option) => (
            <PlainField key={option.name} option={option} guard={guard} onChange={change} />
          ))}
          <BubbleFields
            bubble={guard.bubble}
            isChanged={isChanged(guard, 'bubble')}
            onChange={(bubble) => change({ bubble })}
          />
          <LabelFields
            labels={guard.labels}
            locale={guard.locale}
            isChanged={isChanged(guard, 'labels')}
            onChange={(labels) => change({ labels })}
          />
        </div>
      </div>
      <Jsx settings={settings} />
    </section>
  )
}

interface PlainFieldProps {
  readonly option: OptionText
  readonly guard: GuardSettings
  readonly onChange: (part: Partial<GuardSettings>) => void
}

function PlainField({ option, guard, onChange }: PlainFieldProps) {
  const { name, choices, label, code, text } = option
  const value = guard[name]
  const common = { label, code, text, default: defaultOf(option), isChanged: isChanged(guard, name) }
  const set = (next: string | number | boolean): void => onChange({ [name]: next })
  if (typeof value === 'boolean') return <Flag {...common} checked={value} onChange={set} />
  if (choices) return <Choice {...common} value={value} choices={choices} onChange={set} />
  return (
    <TextField
      {...common}
      value={String(value)}
      placeholder={guard.isNoticeFunction ? 'Made from the segment' : 'Thank you for your query. …'}
      disabled={guard.isNoticeFunction}
      onChange={set}
    />
  )
}
