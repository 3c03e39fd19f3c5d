import { BY, type Deed, type Happening, type Life, type Name, readHappening } from './life.ts'

/** How a session stands when everything was heard once and in order. */
export interface Truth {
  readonly closed: 'finalizing' | 'completed' | null
  /** Index of the signal that closed it first. */
  readonly key: string | null
  readonly interactionState: string | null
  /** Index of each signal → the number of the segment it closes. The tail of a reopened one is the old one's. */
  readonly segmentOf: ReadonlyMap<string, number>
  /** Who serves the customer. */
  readonly serving: readonly Name[]
  /** Supervisors who only listen. */
  readonly listening: readonly Name[]
  /** A bot asks what the customer answers, after `Finalizing`. */
  readonly hasSurvey: boolean
  /**
   * Whether it takes knowledge of earlier messages to tell what a later one means: somebody who was there speaks into a closed segment.
   * A page that never heard of them must take them for somebody who takes over.
   */
  readonly needsMemory: boolean
}

interface Presence {
  readonly isHere: boolean
  readonly hasWritten: boolean
}

const ABSENT: Presence = { isHere: false, hasWritten: false }
const SAYS = /^(writes|sends a file|sends an image)$/
const NOBODY: ReadonlySet<string> = new Set(['customer', 'queue'])
const SERVES_BY_BEING_THERE: ReadonlySet<string> = new Set(['Agent', 'Bot'])

const serves = (name: Name, { isHere, hasWritten }: Presence): boolean =>
  isHere && (SERVES_BY_BEING_THERE.has(BY[name].type) || hasWritten)

function moved(before: Presence, deed: Deed): Presence {
  // Who is there and is announced once more goes on as before.
  if (deed === 'joins') return before.isHere ? before : { isHere: true, hasWritten: false }
  if (deed === 'leaves') return { ...before, isHere: false }
  return SAYS.test(deed) ? { isHere: true, hasWritten: true } : before
}

/** The rules of the specification, told a second time and without any regard to replay, loss or order. */
export function truthOf({ happenings, messages }: Life, isAsync: boolean): Truth {
  const segmentOf = new Map<string, number>()
  const people = new Map<Name, Presence>()
  let closed: Truth['closed'] = null
  let key: string | null = null
  let interactionState: string | null = null
  let segment = 0
  let awaitsTail = false
  const surveyBots = new Set<Name>()
  let needsMemory = false

  const signal = (state: 'Finalizing' | 'Completed', index: string): void => {
    interactionState = state
    const isTail = state === 'Completed' && awaitsTail && !closed
    segmentOf.set(index, isTail ? segment - 1 : segment)
    awaitsTail = false
    if (isTail) return
    key ??= index
    if (state === 'Completed') surveyBots.clear()
    if (closed !== 'completed') closed = state === 'Completed' ? 'completed' : 'finalizing'
  }
  const reopen = (tailFollows: boolean): void => {
    if (closed) {
      segment++
      awaitsTail = tailFollows && closed === 'finalizing'
    } else if (!tailFollows) {
      awaitsTail = false
    }
    closed = null
    key = null
    surveyBots.clear()
  }
  const hearOtherSide = (name: Name, deed: Deed): void => {
    const before = people.get(name) ?? ABSENT
    const after = moved(before, deed)
    people.set(name, after)
    const isServing = serves(name, after)
    const { type } = BY[name]
    if (closed === 'finalizing' && type === 'Bot') {
      if (isServing) surveyBots.add(name)
      else surveyBots.delete(name)
      needsMemory = true
      return
    }
    const begins = isServing && !serves(name, before)
    const isGoodbye = closed === 'finalizing' && type === 'Agent' && deed !== 'joins'
    const joins = deed === 'joins' && isServing && (begins || SERVES_BY_BEING_THERE.has(type))
    if (joins || (begins && !isGoodbye)) reopen(false)
    else if (closed && SAYS.test(deed)) needsMemory = true
    else if (isServing && SAYS.test(deed)) awaitsTail = false
  }

  happenings.forEach((happening: Happening, n) => {
    const index = messages[n]?.index ?? ''
    const done = readHappening(happening)
    if (happening === 'Finalizing' || happening === 'Completed') signal(happening, index)
    else if (happening === 'Interacting') interactionState = happening
    else if (done?.name === 'customer') {
      if (isAsync && surveyBots.size === 0 && SAYS.test(done.deed)) reopen(true)
    } else if (done && !NOBODY.has(done.name)) hearOtherSide(done.name, done.deed)
  })
  const serving = [...people].filter(([name, presence]) => serves(name, presence)).map(([name]) => name)
  const listening = [...people]
    .filter(
      ([name, presence]) => presence.isHere && BY[name].type === 'Supervisor' && !serves(name, presence),
    )
    .map(([name]) => name)
  return {
    closed,
    key,
    interactionState,
    segmentOf,
    serving,
    listening,
    hasSurvey: surveyBots.size > 0,
    needsMemory,
  }
}
