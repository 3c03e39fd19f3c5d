import { GUARD_DEFAULTS, type GuardSettings, LOCALES } from './guardOptions.ts'

/** The options with a plain value. */
export type PlainOption = Exclude<keyof GuardSettings, 'bubble' | 'labels'>

/** What the demo says about an option. */
export interface OptionText {
  readonly name: PlainOption
  /** What one writes in JSX. */
  readonly code: string
  readonly label: string
  /** What it does, in one line. */
  readonly text: string
  /** The default in words, where its value does not say it. */
  readonly defaultText?: string
  /** Its values. Without them it is a text or a flag. */
  readonly choices?: readonly { readonly value: string | number; readonly label: string }[]
}

export const OPTION_TEXTS: readonly OptionText[] = [
  {
    name: 'asyncPolicy',
    code: 'asyncPolicy',
    label: 'Asynchronous chat',
    text: 'What happens when the agent closes a segment.',
    choices: [
      { value: 'notify', label: 'notify: show one notice' },
      { value: 'end', label: 'end: end the chat' },
      { value: 'none', label: 'none: do nothing' },
    ],
  },
  {
    name: 'regularPolicy',
    code: 'regularPolicy',
    label: 'Regular chat',
    text: 'The same, in a chat with only one segment.',
    choices: [
      { value: 'end', label: 'end: end the chat' },
      { value: 'notify', label: 'notify: show one notice' },
      { value: 'none', label: 'none: do nothing' },
    ],
  },
  {
    name: 'followUps',
    code: 'followUps',
    label: 'Follow-ups',
    text: 'What happens to a text that is sent into a closed segment.',
    choices: [
      { value: 'allow', label: 'allow: send it' },
      { value: 'confirm', label: 'confirm: hold it and ask' },
      { value: 'block', label: 'block: refuse it' },
    ],
  },
  {
    name: 'noticePlacement',
    code: 'noticePlacement',
    label: 'Placement of the notice',
    text: 'In the widget, in the page, or wherever it can be seen.',
    choices: [
      { value: 'auto', label: 'auto: where it can be seen' },
      { value: 'widget', label: 'widget' },
      { value: 'page', label: 'page' },
      { value: 'none', label: 'none: you show it yourself' },
    ],
  },
  {
    name: 'notice',
    code: 'notice',
    label: 'Text of the notice',
    text: 'What the customer reads when the segment is closed.',
    defaultText: 'the vendor’s sentence',
  },
  {
    name: 'isNoticeFunction',
    code: 'notice as a function',
    label: 'Text made from the segment',
    text: 'Names the agent: “Anna closed your request.”',
  },
  {
    name: 'endDelayMs',
    code: 'endDelayMs',
    label: 'Delay before the end',
    text: 'Shows a countdown that the customer can stop.',
    choices: [
      { value: 0, label: '0: at once' },
      { value: 5_000, label: '5000: after 5 s' },
      { value: 15_000, label: '15000: after 15 s' },
    ],
  },
  {
    name: 'closeWindow',
    code: 'closeWindow',
    label: 'Close the window',
    text: 'Closes the widget’s window after the end.',
  },
  {
    name: 'locale',
    code: 'locale',
    label: 'Language',
    text: 'The language of the guard’s texts.',
    choices: Object.entries(LOCALES).map(([value, { lang }]) => ({
      value,
      label: `${value}: ${new Intl.DisplayNames([lang], { type: 'language' }).of(lang)}`,
    })),
  },
  {
    name: 'isRenderedByPage',
    code: 'children',
    label: 'Custom rendering',
    text: 'The page renders the guard itself, as a bar at the bottom.',
  },
  {
    name: 'restorePolicy',
    code: 'restorePolicy',
    label: 'After a reload',
    text: 'What happens to a chat that the page restores.',
    choices: [
      { value: 'resume', label: 'resume: continue it' },
      { value: 'end-closed', label: 'end-closed: end it if its segment is closed' },
      { value: 'end', label: 'end: end it' },
    ],
  },
  {
    name: 'closeSignal',
    code: 'closeSignals',
    label: 'What closes a segment',
    text: 'The server’s state, and other signals if you add them.',
    defaultText: 'interactionState()',
    choices: [
      { value: 'state', label: 'the server’s state' },
      { value: 'marker', label: 'or the text GenesysTerminateChat' },
      { value: 'agentsLeft', label: 'or all agents left' },
    ],
  },
]

/** The default of an option, in words. */
export function defaultOf({ name, defaultText }: OptionText): string {
  const value = GUARD_DEFAULTS[name]
  return defaultText ?? (value === false ? 'off' : String(value))
}
