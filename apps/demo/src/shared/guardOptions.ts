import type {
  ClosedSegmentPolicy,
  FollowUpPolicy,
  GuardLabels,
  NoticeBubble,
  NoticePlacement,
} from 'react-genesys-chat-lifecycle'

/** The options of the provider and of the guard that the demo lets one change, as plain data. */
export interface GuardSettings {
  readonly async: ClosedSegmentPolicy
  readonly regular: ClosedSegmentPolicy
  /** Empty: the default. */
  readonly notice: string
  /** The notice as a function of the closing, in place of a text. */
  readonly isNoticeMade: boolean
  readonly render: NoticePlacement
  readonly bubble: BubbleSettings
  readonly endDelayMs: number
  readonly closeWindow: boolean
  readonly followUps: FollowUpPolicy
  readonly locale: LocaleName
  /** Words in place of the locale's. */
  readonly labels: Readonly<Partial<Record<Word, string>>>
  /** A look of the page's own, by `children`. */
  readonly ownLook: boolean
  readonly restorePolicy: 'resume' | 'end'
  readonly endSignal: 'state' | 'marker' | 'agentsLeft'
}

export interface BubbleSettings {
  /** A CSS colour, and a CSS length; empty: the widget's own. */
  readonly fill: string
  readonly radius: string
  readonly direction: 'none' | 'left' | 'right'
  readonly time: boolean
  readonly name: boolean
  readonly avatar: boolean
}

/** The words that are text; the others say which language they are in. */
export type Word = Exclude<keyof GuardLabels, 'lang' | 'dir' | 'notice'>

export type LocaleName = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'ar' | 'ja' | 'zhHans'

/** What the library does when it is told nothing. */
export const GUARD_DEFAULTS: GuardSettings = {
  asyncPolicy: 'notify',
  regularPolicy: 'end',
  notice: '',
  isNoticeMade: false,
  noticePlacement: 'auto',
  bubble: { fill: '', radius: '', direction: 'none', time: false, name: true, avatar: true },
  endDelayMs: 0,
  closeWindow: false,
  followUps: 'allow',
  locale: 'en',
  labels: {},
  ownLook: false,
  restorePolicy: 'resume',
  endSignal: 'state',
}

/** The bubble as the guard takes it; undefined where it is the default one. */
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

/** The words that were given, without those that were emptied again; undefined where there are none. */
export function labelsOf({ labels }: GuardSettings): Partial<Record<Word, string>> | undefined {
  const given = Object.entries(labels).filter(([, word]) => word)
  return given.length > 0 ? Object.fromEntries(given) : undefined
}
