import fc from 'fast-check'

/** A message as the server writes it. */
export interface WireMessage {
  readonly [field: string]: unknown
  readonly index: string
}

/** Who takes part, and as what. */
export const BY = {
  customer: { type: 'Client', participantId: 'c1', name: 'Joe' },
  Anna: { type: 'Agent', participantId: 'a1', name: 'Anna' },
  Ben: { type: 'Agent', participantId: 'a2', name: 'Ben' },
  bot: { type: 'Bot', participantId: 'b1', name: 'Robo' },
  greeter: { type: 'Bot', participantId: 'b2', name: 'Hello' },
  supervisor: { type: 'Supervisor', participantId: 's1', name: 'Eve' },
  expert: { type: 'Consultant', participantId: 'x1', name: 'Kim' },
  queue: { type: 'External', participantId: 'q1', name: 'Queue' },
} as const

const DOING = {
  writes: { type: 'Text', text: 'hi' },
  'sends a file': { type: 'FileUploaded', text: 'f' },
  'sends an image': {
    type: 'Structured',
    contentType: 'attachments',
    content: [{ type: 'image', attachment: { url: 'https://files.example/1.png', mime: 'image/png' } }],
  },
  types: { type: 'TypingStarted' },
  joins: { type: 'ParticipantJoined' },
  leaves: { type: 'ParticipantLeft' },
} as const

export type Name = keyof typeof BY
export type Deed = keyof typeof DOING

/** What can happen in a session, in the words of a test. */
export type Happening = `${Name} ${Deed}` | 'Finalizing' | 'Completed' | 'Interacting'

/** Who does what; null for what the system reports. */
export function readHappening(happening: Happening): { name: Name; deed: Deed } | null {
  const [name = '', ...rest] = happening.split(' ')
  const deed = rest.join(' ')
  return name in BY && deed in DOING ? { name: name as Name, deed: deed as Deed } : null
}

/** A message's content, as the server writes it. */
export function contentOf(happening: Happening): object {
  const done = readHappening(happening)
  if (done) return { ...DOING[done.deed], from: BY[done.name] }
  return {
    type: 'System',
    from: { type: 'System', participantId: '0000' },
    event: 'InteractionStateChange',
    data: { interactionState: happening },
  }
}

const names = Object.keys(BY) as Name[]
const deeds = Object.keys(DOING) as Deed[]

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Happening>('Finalizing', 'Completed') },
  { weight: 2, arbitrary: fc.constantFrom<Happening>('customer writes', 'customer sends an image') },
  { weight: 2, arbitrary: fc.constantFrom<Happening>('Anna joins', 'Anna writes', 'Anna leaves') },
  { weight: 1, arbitrary: fc.constantFrom<Happening>('bot joins', 'bot writes', 'bot leaves') },
  { weight: 1, arbitrary: fc.constantFrom<Happening>('greeter joins', 'greeter leaves') },
  { weight: 1, arbitrary: fc.constantFrom<Happening>('supervisor joins', 'supervisor writes') },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.constant<Happening>('Interacting'),
      fc
        .tuple(fc.constantFrom(...names), fc.constantFrom(...deeds))
        .map(([name, deed]): Happening => `${name} ${deed}`),
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
