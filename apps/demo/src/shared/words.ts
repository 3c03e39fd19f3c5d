/** What a phase means. */
export const PHASES: Readonly<Record<string, string>> = {
  connecting: 'Looking for the chat, or restoring one',
  unavailable: 'The widget was not found',
  idle: 'No chat yet',
  starting: 'Starting a chat',
  waiting: 'Nobody has joined yet',
  active: 'An agent is serving the customer',
  closed: 'The segment is closed, the chat goes on',
  ending: 'Ending the chat',
  ended: 'The chat is over',
}

/** Who ended a chat, and why. */
export const ENDS: Readonly<Record<string, string>> = {
  agent: 'The guard ended it, because the agent closed the segment',
  customer: 'The customer ended it',
  idle: 'The page ended it, because nobody was active',
  server: 'The contact centre ended it',
  'session-lost': 'The contact centre no longer has the session',
  'restore-failed': 'It could not be restored after a reload',
}

const WINDOWS: Readonly<Record<string, string>> = {
  absent: 'There is none: the page has a chat UI of its own, or the widget is not there yet',
  closed: 'It is closed',
  open: 'It is open',
  minimized: 'It is minimised',
  hidden: 'It is hidden',
}

/** The words of the state strip: what each is, and what its value means. */
export const STATE_WORDS = [
  {
    name: 'phase',
    text: 'Where the chat is.',
    meaning: (value: string) => PHASES[value],
  },
  {
    name: 'closedSegment',
    text: 'Set while the segment is closed: how it was closed, and when. A segment is one conversation inside a chat. An asynchronous chat has many.',
    meaning: (value: string) =>
      value === 'null' ? 'No segment is closed' : 'The agent has closed the segment',
  },
  {
    name: 'endReason',
    text: 'Why the chat is over, and who ended it.',
    meaning: (value: string) => ENDS[value] ?? 'It is not over',
  },
  {
    name: 'window',
    text: 'The widget’s window.',
    meaning: (value: string) => WINDOWS[value],
  },
] as const
