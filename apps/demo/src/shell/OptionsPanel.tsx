import { GUARD_DEFAULTS, type GuardSettings } from '../shared/guardOptions.ts'
import { changeSettings, useSettings } from '../shared/settings.ts'
import { toJsx } from '../shared/toJsx.ts'
import { BubbleFields } from './BubbleFields.tsx'
import { Choice } from './Choice.tsx'
import { Check, TextField } from './fields.tsx'
import { Jsx } from './Jsx.tsx'
import { WordFields } from './WordFields.tsx'

type Choices<Name extends keyof GuardSettings> = readonly {
  readonly value: GuardSettings[Name] & string
  readonly label: string
}[]

const POLICIES: Choices<'async'> = asChoices(['notify', 'close', 'none'])
const RENDERS: Choices<'render'> = asChoices(['auto', 'widget', 'page', 'none'])
const FOLLOW_UPS: Choices<'followUps'> = asChoices(['allow', 'confirm', 'block'])
const LOCALES: Choices<'locale'> = asChoices(['en', 'de', 'fr', 'es', 'it', 'pt', 'ar', 'ja', 'zhHans'])
const RESTORES: Choices<'restorePolicy'> = asChoices(['resume', 'end'])
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
          value={String(guard.endDelayMs)}
          choices={DELAYS}
          onChange={(delay) => change({ endDelayMs: Number(delay) })}
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
          label="notice"
          value={guard.notice}
          placeholder={guard.isNoticeMade ? 'Made from the closing' : 'The vendor’s sentence'}
          disabled={guard.isNoticeMade}
          wide
          onChange={(notice) => change({ notice })}
        />
        <Check
          label="notice as a function"
          checked={guard.isNoticeMade}
          onChange={(isNoticeMade) => change({ isNoticeMade })}
        />
        <Check
          label="closeWindow"
          checked={guard.closeWindow}
          onChange={(closeWindow) => change({ closeWindow })}
        />
        <Check
          label="children: own look"
          checked={guard.ownLook}
          onChange={(ownLook) => change({ ownLook })}
        />
        <BubbleFields bubble={guard.bubble} onChange={(bubble) => change({ bubble })} />
        <WordFields labels={guard.labels} locale={guard.locale} onChange={(labels) => change({ labels })} />
      </div>
      <Jsx code={toJsx(guard)} onReset={() => changeSettings({ guard: GUARD_DEFAULTS })} />
    </section>
  )
}
