import { GUARD_DEFAULTS, type GuardSettings } from '../shared/guardOptions.ts'
import { changeSettings, useSettings } from '../shared/settings.ts'
import { toJsx } from '../shared/toJsx.ts'
import { BubbleFields } from './BubbleFields.tsx'
import { Choice } from './Choice.tsx'
import { Check, TextField } from './fields.tsx'
import { Jsx } from './Jsx.tsx'
import { LabelFields } from './LabelFields.tsx'

type Choices<Name extends keyof GuardSettings> = readonly {
  readonly value: GuardSettings[Name] & string
  readonly label: string
}[]

const POLICIES: Choices<'asyncPolicy'> = asChoices(['notify', 'end', 'none'])
const PLACEMENTS: Choices<'noticePlacement'> = asChoices(['auto', 'widget', 'page', 'none'])
const FOLLOW_UPS: Choices<'followUps'> = asChoices(['allow', 'confirm', 'block'])
const LOCALES: Choices<'locale'> = asChoices(['en', 'de', 'fr', 'es', 'it', 'pt', 'ar', 'ja', 'zhHans'])
const RESTORES: Choices<'restorePolicy'> = asChoices(['resume', 'end-closed', 'end'])
const SIGNALS: Choices<'closeSignal'> = [
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

/** Every option of the guard, applied to the customer's page at once, and the same options as JSX. */
export function OptionsPanel() {
  const { guard } = useSettings()
  const change = (part: Partial<GuardSettings>): void => changeSettings({ guard: { ...guard, ...part } })

  return (
    <section className="options" aria-label="Options">
      <div className="options-fields">
        <Choice
          label="asyncPolicy"
          value={guard.asyncPolicy}
          choices={POLICIES}
          onChange={(asyncPolicy) => change({ asyncPolicy })}
        />
        <Choice
          label="regularPolicy"
          value={guard.regularPolicy}
          choices={POLICIES}
          onChange={(regularPolicy) => change({ regularPolicy })}
        />
        <Choice
          label="followUps"
          value={guard.followUps}
          choices={FOLLOW_UPS}
          onChange={(followUps) => change({ followUps })}
        />
        <Choice
          label="noticePlacement"
          value={guard.noticePlacement}
          choices={PLACEMENTS}
          onChange={(noticePlacement) => change({ noticePlacement })}
        />
        <Choice
          label="endDelayMs"
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
          label="closeSignals"
          value={guard.closeSignal}
          choices={SIGNALS}
          onChange={(closeSignal) => change({ closeSignal })}
        />
        <TextField
          label="notice"
          value={guard.notice}
          placeholder={guard.isNoticeFunction ? 'A function of the closed segment' : 'The vendor’s sentence'}
          disabled={guard.isNoticeFunction}
          wide
          onChange={(notice) => change({ notice })}
        />
        <Check
          label="notice as a function"
          checked={guard.isNoticeFunction}
          onChange={(isNoticeFunction) => change({ isNoticeFunction })}
        />
        <Check
          label="closeWindow"
          checked={guard.closeWindow}
          onChange={(closeWindow) => change({ closeWindow })}
        />
        <Check
          label="children: custom rendering"
          checked={guard.isRenderedByPage}
          onChange={(isRenderedByPage) => change({ isRenderedByPage })}
        />
        <BubbleFields bubble={guard.bubble} onChange={(bubble) => change({ bubble })} />
        <LabelFields labels={guard.labels} locale={guard.locale} onChange={(labels) => change({ labels })} />
      </div>
      <Jsx code={toJsx(guard)} onReset={() => changeSettings({ guard: GUARD_DEFAULTS })} />
    </section>
  )
}
