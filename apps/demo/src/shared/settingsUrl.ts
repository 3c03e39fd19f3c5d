import { type BubbleSettings, GUARD_DEFAULTS, type GuardSettings, LABEL_NAMES } from './guardOptions.ts'
import { OPTION_TEXTS } from './guardOptionTexts.ts'
import { type DemoSettings, SETTINGS_DEFAULTS } from './settings.ts'

/** The values that may stand in a link. Everything else in it is ignored. */
const KINDS = {
  platform: ['widgets', 'messenger'],
  transport: ['digital-channels', 'gms'],
  mode: ['async', 'regular'],
} as const
const DIRECTIONS = ['none', 'left', 'right']
const LONGEST_TEXT = 500

type Value = string | number | boolean

/** The parameter of an option: its prop, where it has one of its own. */
const PARAMETERS: Readonly<Record<string, string>> = {
  isNoticeFunction: 'noticeFunction',
  isRenderedByPage: 'children',
  closeSignal: 'closeSignals',
}
const parameterOf = (name: string): string => PARAMETERS[name] ?? name

/** Writes settings as the query of a link, without the defaults. */
export function toQuery(settings: DemoSettings): URLSearchParams {
  const query = new URLSearchParams()
  const add = (parameter: string, value: Value, usual: Value): void => {
    if (value !== usual) query.set(parameter, String(value))
  }
  for (const kind of ['platform', 'transport', 'mode'] as const)
    add(kind, settings[kind], SETTINGS_DEFAULTS[kind])
  const { guard } = settings
  for (const { name } of OPTION_TEXTS) add(parameterOf(name), guard[name], GUARD_DEFAULTS[name])
  for (const name of Object.keys(GUARD_DEFAULTS.bubble) as (keyof BubbleSettings)[])
    add(`bubble.${name}`, guard.bubble[name], GUARD_DEFAULTS.bubble[name])
  for (const name of LABEL_NAMES) add(`labels.${name}`, guard.labels[name] ?? '', '')
  return query
}

/** Reads the settings of a link, or null where it has none. A link says everything: what it leaves out is the default. */
export function fromQuery(query: URLSearchParams): DemoSettings | null {
  const found: Record<string, Value> = {}
  for (const [kind, values] of Object.entries(KINDS)) take(found, kind, oneOf(values, query.get(kind)))
  const guard: Record<string, Value> = {}
  for (const { name, choices } of OPTION_TEXTS) {
    const text = query.get(parameterOf(name))
    const value = choices
      ? choices.find((choice) => String(choice.value) === text)?.value
      : valueLike(GUARD_DEFAULTS[name], text)
    take(guard, name, value)
  }
  const bubble: Record<string, Value> = {}
  for (const [name, usual] of Object.entries(GUARD_DEFAULTS.bubble)) {
    const text = query.get(`bubble.${name}`)
    take(bubble, name, name === 'direction' ? oneOf(DIRECTIONS, text) : valueLike(usual, text))
  }
  const labels: Record<string, Value> = {}
  for (const name of LABEL_NAMES) take(labels, name, valueLike('', query.get(`labels.${name}`)))

  if ([found, guard, bubble, labels].every((part) => Object.keys(part).length === 0)) return null
  const settings: DemoSettings = {
    ...SETTINGS_DEFAULTS,
    ...(found as Partial<DemoSettings>),
    guard: {
      ...GUARD_DEFAULTS,
      ...(guard as Partial<GuardSettings>),
      bubble: { ...GUARD_DEFAULTS.bubble, ...(bubble as Partial<BubbleSettings>) },
      labels: labels as GuardSettings['labels'],
    },
  }
  // Over polling, GMS has regular chats only.
  return settings.transport === 'gms' ? { ...settings, mode: 'regular' } : settings
}

function take(into: Record<string, Value>, name: string, value: Value | undefined): void {
  if (value !== undefined) into[name] = value
}

function oneOf(values: readonly string[], text: string | null): string | undefined {
  return values.find((value) => value === text)
}

function valueLike(usual: Value, text: string | null): Value | undefined {
  if (text === null) return undefined
  if (typeof usual === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  return text.slice(0, LONGEST_TEXT)
}
