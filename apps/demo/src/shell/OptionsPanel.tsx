import { GUARD_DEFAULTS, type GuardSettings } from '../shared/guardOptions.ts'
import { changeSettings, useSettings } from '../shared/settings.ts'
import { toJsx } from '../shared/toJsx.ts'
import { Choice } from './Choice.tsx'
import { Jsx } from './Jsx.tsx'

type Choices<Name extends keyof GuardSettings> = readonly {
  readonly value: GuardSettings[Name] & string
  readonly label: string
}[]

const POLICIES: Choices<'async'> = asChoices(['notify', 'close', 'none'])
const RENDERS: Choices<'render'> = asChoices(['auto', 'widget', 'page', 'none'])
const FOLLOW_UPS: Choices<'followUps'> = asChoices(['allow', 'confirm', 'block'])
const LOCALES: Choices<'locale'> = asChoices(['en', 'de', 'fr', 'es', 'it', 'pt', 'ar', 'ja', 'zhHans'])
const RESTORES: Choices<'restorePolicy'> = asChoices(['resume', 'end'])
const DIRECTIONS: Choices<'direction'> = [
  { value: 'none', label: 'in the middle' },
  { value: 'left', label: 'on the left' },
  { value: 'right', label: 'on the right' },
]
const SIGNALS: Choices<'endSignal'> = [
  { value: 'state', label: 'state' },
  { value: 'marker', label: 'state, marker text' },
  { value: 'agentsLeft', label: 'state, all left' },
]
const DELAYS = [
  { value: '0', label: 'at once' },
  { value: '5000', label: 'after 5 s' },
  { value: '15000', label: 'after 15 s' },
] as const

function asChoices<Value extends string>(
  values: readonly Value[],
): readonly { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: value }))
}

/** Every option of the guard, applied at once to the customer's page, and the JSX that it amounts to. */
export function OptionsPanel() {
  const { guard } = useSettings()
  const change = (part: Partial<GuardSettings>): void => changeSettings({ guard: { ...guard, ...part } })

  return (
    <section className="options" aria-label="Options">
      <div className="options-fields">
        <Choice
          label="async"
          value={guard.async}
          choices={POLICIES}
          onChange={(async) => change({ async })}
        />
        <Choice
          label="regular"
          value={guard.regular}
          choices={POLICIES}
          onChange={(regular) => change({ regular })}
        />
        <Choice
          label="followUps"
          value={guard.followUps}
          choices={FOLLOW_UPS}
          onChange={(followUps) => change({ followUps })}
        />
        <Choice
          label="render"
          value={guard.render}
          choices={RENDERS}
          onChange={(render) => change({ render })}
        />
        <Choice
          label="closeDelayMs"
          value={String(guard.closeDelayMs)}
          choices={DELAYS}
          onChange={(delay) => change({ closeDelayMs: Number(delay) })}
        />
        <Choice
          label="bubble"
          value={guard.direction}
          choices={DIRECTIONS}
          onChange={(direction) => change({ direction })}
        />
        <Choice
          label="locale"
          value={guard.locale}
          choices={LOCALES}
          onChange={(locale) => change({ locale })}
        />
        <Choice
          label="restorePolicy"
          value={guard.restorePolicy}
          choices={RESTORES}
          onChange={(restorePolicy) => change({ restorePolicy })}
        />
        <Choice
          label="endSignals"
          value={guard.endSignal}
          choices={SIGNALS}
          onChange={(endSignal) => change({ endSignal })}
        />
        <TextField
          label="labels.dismiss"
          value={guard.dismiss}
          placeholder="The locale’s"
          onChange={(dismiss) => change({ dismiss })}
        />
        <TextField
          label="notice"
          value={guard.notice}
          placeholder="The vendor’s sentence"
          wide
          onChange={(notice) => change({ notice })}
        />
        <label className="field-check">
          <input
            type="checkbox"
            checked={guard.closeWindow}
            onChange={(event) => change({ closeWindow: event.target.checked })}
          />
          <span className="field-name">closeWindow</span>
        </label>
      </div>
      <Jsx code={toJsx(guard)} onReset={() => changeSettings({ guard: GUARD_DEFAULTS })} />
    </section>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder: string
  readonly wide?: boolean
  readonly onChange: (value: string) => void
}

function TextField({ label, value, placeholder, wide = false, onChange }: TextFieldProps) {
  return (
    <label className={wide ? 'field field-wide' : 'field'}>
      <span className="field-name">{label}</span>
      <input value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}
