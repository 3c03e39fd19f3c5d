import type { StateMessage } from '../shared/channel.ts'
import type { TimelineEntry } from './timelineStore.ts'

export interface TourStep {
  readonly title: string
  readonly text: string
  /** The side that it is about. */
  readonly side: 'customer' | 'desk' | 'none'
  /** Whether it was done. Without it the reader goes on. */
  readonly isDone?: (state: StateMessage, timeline: readonly TimelineEntry[]) => boolean
}

const isIn =
  (...phases: readonly string[]) =>
  ({ phase }: StateMessage): boolean =>
    phases.includes(phase)

export const TOUR_STEPS: readonly TourStep[] = [
  {
    title: 'Start a chat',
    text: 'You are the customer. On their page press “Chat”, enter a first name, and press “Start chat”.',
    side: 'customer',
    isDone: isIn('waiting', 'active', 'closed'),
  },
  {
    title: 'Answer as the agent',
    text: 'You are the agent, too. At the desk press “Join as Anna”, and write something.',
    side: 'desk',
    isDone: isIn('active', 'closed'),
  },
  {
    title: 'Close the segment',
    text: 'The conversation is done: press “Close: Finalizing”. Without the library the customer would not see it.',
    side: 'desk',
    isDone: isIn('closed'),
  },
  {
    title: 'See the notice',
    text: 'The guard has told the customer in the chat, once. It stays once after a reload, in two tabs and with a second signal.',
    side: 'customer',
  },
  {
    title: 'Write “thank you”',
    text: 'Write it as the customer. It would open a new request, which an agent must handle.',
    side: 'customer',
    isDone: (_state, timeline) => timeline.some(({ name }) => name === 'onFollowUpHeld'),
  },
  {
    title: 'The text is held',
    text: 'The guard asks whether it is a new request. Press “Discard”, or send it all the same.',
    side: 'customer',
  },
  {
    title: 'End the chat',
    text: 'At the desk press “End the chat”. The strip below the customer’s page says who ended it.',
    side: 'desk',
    isDone: isIn('ended'),
  },
  {
    title: 'That is all',
    text: 'Now try the options below the customer’s page, or see where the vendor’s snippet goes wrong in “Before and after”.',
    side: 'none',
  },
]
