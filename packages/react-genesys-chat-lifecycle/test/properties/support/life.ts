import fc from 'fast-check'

/** A message as the server writes it. */
export interface WireMessage {
  readonly [field: string]: unknown
  readonly index: string
}

/** What can happen in a session, in the words of a test. */
export type Happening =
  | 'customer writes'
  | 'customer sends a file'
  | 'customer types'
  | 'customer joins'
  | 'Anna joins'
  | 'Anna writes'
  | 'Anna types'
  | 'Anna leaves'
  | 'Ben joins'
  | 'bot joins'
  | 'bot writes'
  | 'supervisor joins'
  | 'Finalizing'
  | 'Completed'
  | 'Interacting'

const BY: Readonly<Record<string, object>> = {
  customer: { type: 'Client', participantId: 'c1', name: 'Joe' },
  Anna: { type: 'Agent', participantId: 'a1', name: 'Anna' },
  Ben: { type: 'Agent', participantId: 'a2', name: 'Ben' },
  bot: { type: 'Bot', participantId: 'b1', name: 'Robo' },
  supervisor: { type: 'Supervisor', participantId: 's1', name: 'Eve' },
}

const DOING: Readonly<Record<string, object>> = {
  writes: { type: 'Text', text: 'hi' },
  'sends a file': { type: 'FileUploaded', text: 'f' },
  types: { type: 'TypingStarted' },
  joins: { type: 'ParticipantJoined' },
  leaves: { type: 'ParticipantLeft' },
}

function contentOf(happening: Happening): object {
  const [who = '', ...what] = happening.split(' ')
  const doing = DOING[what.join(' ')]
  if (doing) return { ...doing, from: BY[who] }
  return {
    type: 'System',
    from: { type: 'System', participantId: '0000' },
    event: 'InteractionStateChange',
    data: { interactionState: happening },
  }
}

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Happening>('Finalizing', 'Completed') },
  { weight: 2, arbitrary: fc.constantFrom<Happening>('customer writes', 'customer sends a file') },
  { weight: 2, arbitrary: fc.constantFrom<Happening>('Anna joins', 'Anna writes', 'Anna leaves') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Happening>(
      'customer types',
      'customer joins',
      'Anna types',
      'Ben joins',
      'bot joins',
      'bot writes',
      'supervisor joins',
      'Interacting',
    ),
  },
)

/** One session as the server knows it: what happened, and the messages that tell of it, in their order. */
export interface Life {
  readonly happenings: readonly Happening[]
  readonly messages: readonly WireMessage[]
}

const START_MS = 1_795_343_393_091

/** Sequence numbers grow past nine within a millisecond and begin anew in the next: as text they do not order. */
function number(steps: readonly { happening: Happening; sameMs: boolean }[]): Life {
  let ms = START_MS
  let seq = 6
  const messages = steps.map(({ happening, sameMs }, n) => {
    seq = sameMs ? seq + 1 : 0
    ms = sameMs ? ms : ms + 1
    const utcTime = new Date(ms).toISOString()
    return { ...contentOf(happening), id: `m${n}`, utcTime, index: `${ms}-${seq}` }
  })
  return { happenings: steps.map((step) => step.happening), messages }
}

/** Any session. */
export const lives: fc.Arbitrary<Life> = fc
  .array(fc.record({ happening, sameMs: fc.boolean() }), { minLength: 1, maxLength: 14 })
  .map(number)

/** The happenings that decide how a segment stands. */
export const DECISIVE: readonly Happening[] = [
  'Finalizing',
  'Completed',
  'customer writes',
  'Anna joins',
  'Anna writes',
]

/** A session of just these happenings, one a millisecond. */
export const lifeOf = (happenings: readonly Happening[]): Life =>
  number(happenings.map((each) => ({ happening: each, sameMs: false })))
