import type { ChatMode } from '../shared/settings.ts'
import type { Facts, Players } from './players.ts'

/** One thing that somebody does, and how the page describes it. */
export interface Step {
  readonly text: string
  readonly run: (players: Players) => Promise<void> | void
}

/** A situation in which the vendor's snippet goes wrong. */
export interface Scenario {
  readonly id: string
  readonly title: string
  readonly mode: ChatMode
  /** The transports of Genesys Widgets on which it can happen. */
  readonly transports: string
  readonly steps: readonly Step[]
  /** What the customer should see in the end. */
  readonly expected: string
  readonly isRight: (facts: Facts) => boolean
  /** Where the documentation explains it, below `docs/`. */
  readonly documentation: string
  /** Close the window after the end. */
  readonly closeWindow?: boolean
}

const start: Step = {
  text: 'Joe opens the chat, and Anna joins.',
  run: async (players) => {
    await players.startChat()
    players.join('Anna')
  },
}
const finalizing: Step = {
  text: 'Anna closes the segment: Finalizing.',
  run: (players) => players.setState('Finalizing'),
}
const completed: Step = { text: 'Then Completed.', run: (players) => players.setState('Completed') }
const reload: Step = { text: 'Joe reloads the page.', run: (players) => players.reload() }
const oneNotice = {
  expected: 'One notice',
  isRight: (facts: Facts) => facts.windowOpen && facts.notices === 1,
}

const DIGITAL_CHANNELS = 'Digital Channels'
const EVERY = 'Every transport'

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'both-states',
    title: 'Completed follows Finalizing',
    documentation: 'how-it-works.html#sessions-and-segments',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [start, finalizing, completed],
    ...oneNotice,
  },
  {
    id: 'second-segment',
    title: 'A second segment',
    documentation: 'how-it-works.html#sessions-and-segments',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      finalizing,
      completed,
      { text: 'Joe writes again: a second segment.', run: (players) => players.write('One more thing…') },
      {
        text: 'Anna joins, and closes that one too.',
        run: (players) => {
          players.join('Anna')
          players.setState('Finalizing')
        },
      },
    ],
    expected: 'Two notices, one for each segment',
    isRight: (facts) => facts.notices === 2,
  },
  {
    id: 'reload',
    title: 'A reload after the closing',
    documentation: 'how-it-works.html#where-the-notice-is-shown',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [start, finalizing, reload],
    ...oneNotice,
  },
  {
    id: 'closed-window',
    title: 'The window is closed',
    documentation: 'how-it-works.html#where-the-notice-is-shown',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      { text: 'Joe closes the window.', run: (players) => players.closeWindow() },
      finalizing,
      { text: 'Joe opens it again.', run: (players) => players.openWindow() },
    ],
    ...oneNotice,
  },
  {
    id: 'closed-window-reload',
    title: 'The window is closed, and the page reloaded',
    documentation: 'how-it-works.html#where-the-notice-is-shown',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      { text: 'Joe closes the window.', run: (players) => players.closeWindow() },
      finalizing,
      reload,
      { text: 'Joe opens the window.', run: (players) => players.openWindow() },
    ],
    ...oneNotice,
  },
  {
    id: 'one-batch',
    title: 'Closed and reopened at once',
    documentation: 'how-it-works.html#sessions-and-segments',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      {
        text: 'The segment is closed, and Ben joins at once.',
        run: (players) => {
          players.setState('Finalizing')
          players.join('Ben')
        },
      },
    ],
    expected: 'No notice, because Ben is there',
    isRight: (facts) => facts.notices === 0,
  },
  {
    id: 'late-completed',
    title: 'A late Completed after the reopening',
    documentation: 'how-it-works.html#sessions-and-segments',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      finalizing,
      { text: 'Joe writes again.', run: (players) => players.write('One more thing…') },
      { text: 'Completed arrives for the old segment.', run: (players) => players.setState('Completed') },
    ],
    ...oneNotice,
  },
  {
    id: 'farewell',
    title: 'A farewell after Finalizing',
    documentation: 'how-it-works.html#sessions-and-segments',
    mode: 'async',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      finalizing,
      { text: 'Anna: “Have a good day!”', run: (players) => players.say('Have a good day!') },
      completed,
    ],
    ...oneNotice,
  },
  {
    id: 'slow-end',
    title: 'Ending takes a while',
    documentation: 'how-it-works.html#how-a-chat-ends',
    mode: 'regular',
    transports: EVERY,
    closeWindow: true,
    steps: [
      start,
      { text: 'Requests that end a chat take 1.5 s.', run: (players) => players.slowDownEnd(1_500) },
      {
        text: 'Anna closes the segment. The chat should end, and then its window close.',
        run: async (players) => {
          players.setState('Finalizing')
          await players.settle(3_500)
        },
      },
    ],
    expected: 'The chat ends, then the window closes',
    isRight: (facts) => !facts.windowOpen,
  },
  {
    id: 'server-end',
    title: 'The contact centre ends the chat',
    documentation: 'how-it-works.html#how-a-chat-ends',
    mode: 'regular',
    transports: DIGITAL_CHANNELS,
    steps: [start, { text: 'The contact centre ends the chat.', run: (players) => players.endOnServer() }],
    expected: 'The input takes no more text',
    isRight: (facts) => !facts.inputEnabled,
  },
  {
    id: 'server-end-away',
    title: 'The chat ends while the page is away',
    documentation: 'how-it-works.html#how-a-chat-ends',
    mode: 'regular',
    transports: DIGITAL_CHANNELS,
    steps: [
      start,
      { text: 'Joe is on another page.', run: (players) => players.leavePage() },
      { text: 'The contact centre ends the chat.', run: (players) => players.endOnServer() },
      {
        text: 'Joe comes back.',
        run: async (players) => {
          await players.comeBack()
          await players.settle(1_500)
        },
      },
    ],
    expected: 'The input takes no more text',
    isRight: (facts) => !facts.inputEnabled,
  },
]
