import type {
  ClosedSegmentPolicy,
  FollowUpPolicy,
  GuardLabels,
  NoticeBubble,
  NoticePlacement,
} from 'react-genesys-chat-lifecycle'
import { ar, de, en, es, fr, it, ja, pt, zhHans } from 'react-genesys-chat-lifecycle/locales'

/** The guard's texts in every language of the library. */
export const LOCALES = { en, de, fr, es, it, pt, ar, ja, zhHans }

/** The provider's and the guard's options that can be changed in the demo, as plain data. */
export interface GuardSettings {
  readonly asyncPolicy: ClosedSegmentPolicy
  readonly regularPolicy: ClosedSegmentPolicy
  /** Empty: the default. */
  readonly notice: string
  /** The notice is a function of the closed segment instead of a text. */
  readonly isNoticeFunction: boolean
  readonly noticePlacement: NoticePlacement
  readonly bubble: BubbleSettings
  readonly endDelayMs: number
  readonly closeWindow: boolean
  readonly followUps: FollowUpPolicy
  readonly locale: LocaleName
  /** Override the texts of the locale. */
  readonly labels: Readonly<Partial<Record<LabelName, string>>>
  /** The page renders the guard itself, by `children`. */
  readonly isRenderedByPage: boolean
  readonly restorePolicy: 'resume' | 'end-closed' | 'end'
  readonly closeSignal: 'state' | 'marker' | 'agentsLeft'
}

export interface BubbleSettings {
  /** A CSS colour and a CSS length. Empty: the widget's own. */
  readonly fill: string
  readonly radius: string
  readonly direction: 'none' | 'left' | 'right'
  readonly time: boolean
  readonly name: boolean
  readonly avatar: boolean
}

/** The labels that can be changed in the demo. */
export type LabelName = Exclude<keyof GuardLabels, 'lang' | 'dir' | 'notice'>

export const LABEL_NAMES: readonly LabelName[] = [
  'dismiss',
  'countdown',
  'keepOpen',
  'held',
  'heldReopened',
  'sendAsNew',
  'send',
  'discard',
  'unknown',
  'sendAgain',
  'blocked',
  'yourMessage',
  'fileRefused',
]

export type LocaleName = keyof typeof LOCALES

/** The library's defaults. */
export const GUARD_DEFAULTS: GuardSettings = {
  asyncPolicy: 'notify',
  regularPolicy: 'end',
  notice: '',
  isNoticeFunction: false,
  noticePlacement: 'auto',
  bubble: { fill: '', radius: '', direction: 'none', time: false, name: true, avatar: true },
  endDelayMs: 0,
  closeWindow: false,
  followUps: 'allow',
  locale: 'en',
  labels: {},
  isRenderedByPage: false,
  restorePolicy: 'resume',
  closeSignal: 'state',
}

/** Whether an option, or a part of it, is not the default. */
export function isChanged(settings: GuardSettings, name: keyof GuardSettings): boolean {
  if (name === 'bubble') return bubbleOf(settings) !== undefined
  if (name === 'labels') return labelsOf(settings) !== undefined
  return settings[name] !== GUARD_DEFAULTS[name]
}

/** How many options are not the default. */
export function countChanged(settings: GuardSettings): number {
  return (Object.keys(GUARD_DEFAULTS) as (keyof GuardSettings)[]).filter((name) => isChanged(settings, name))
    .length
}

/** The `bubble` prop, or undefined for the default. */
export function bubbleOf({ bubble }: GuardSettings): NoticeBubble | undefined {
  const { fill, radius, direction, time, name, avatar } = bubble
  const given: NoticeBubble = {
    ...(!time && { time: false }),
    ...(!name && { name: false }),
    ...(!avatar && { avatar: false }),
    ...(direction !== 'none' && { direction }),
    ...(fill && { fill }),
    ...(radius && { radius }),
  }
  return Object.keys(given).length === 1 && given.time === false ? undefined : given
}

/** The `labels` prop without empty texts, or undefined for none. */
export function labelsOf({ labels }: GuardSettings): Partial<Record<LabelName, string>> | undefined {
  const given = Object.entries(labels).filter(([, text]) => text)
  return given.length > 0 ? Object.fromEntries(given) : undefined
}
