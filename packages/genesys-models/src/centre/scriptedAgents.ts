import type { ContactCentre } from './contactCentre.ts'
import { ContactCentreError } from './errors.ts'
import type { StaffType } from './roster.ts'
import type { ChatSession } from './session.ts'

/** A step of a scripted agent, `afterMs` milliseconds after the step before it. */
export type ScriptStep = { readonly afterMs: number } & (
  | { readonly do: 'join'; readonly name: string; readonly type?: StaffType }
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'typing' }
  | { readonly do: 'state'; readonly interactionState: string }
  | { readonly do: 'leave' }
  | { readonly do: 'end' }
)

/** What a scripted agent does. The first step joins. */
export type AgentScript = readonly ScriptStep[]

export interface AnsweringAgentOptions {
  /** Default `Anna`. */
  readonly name?: string
  /** How long the customer waits, in milliseconds. Default 2000. */
  readonly answerAfterMs?: number
  /** What the agent says first. */
  readonly greeting?: string
  /** How long after the answer the agent closes the segment, in milliseconds. Default: never. */
  readonly closeAfterMs?: number
}

/**
 * Writes the script of an agent who answers and, if told to, closes the segment.
 *
 * @example
 * scripted.use(answeringAgent({ answerAfterMs: 2000, closeAfterMs: 10_000 }))
 */
export function answeringAgent(options: AnsweringAgentOptions = {}): AgentScript {
  const { name = 'Anna', answerAfterMs = 2000, closeAfterMs } = options
  const greeting = options.greeting ?? `Hello, this is ${name}. How can I help you?`
  const answer: AgentScript = [
    { afterMs: answerAfterMs, do: 'join', name },
    { afterMs: 0, do: 'say', text: greeting },
  ]
  if (closeAfterMs === undefined) return answer
  return [
    ...answer,
    { afterMs: closeAfterMs, do: 'say', text: 'I am glad I could help. Goodbye!' },
    { afterMs: 0, do: 'state', interactionState: 'Finalizing' },
    { afterMs: 0, do: 'leave' },
    { afterMs: 1000, do: 'state', interactionState: 'Completed' },
  ]
}

/**
 * Plays agents by script: in every segment that a customer opens, or once in one session.
 *
 * @example
 * const scripted = new ScriptedAgents(centre, answeringAgent())
 * const app = createApp({ centre, scripted })
 */
export class ScriptedAgents {
  readonly #centre: ContactCentre
  #script: AgentScript | undefined

  constructor(centre: ContactCentre, script?: AgentScript) {
    this.#centre = centre
    this.#script = script
    centre.subscribe(({ kind, session }) => {
      const segment = session.summary().segments.at(-1)
      if (kind === 'segment' && segment?.openedBy === 'customer' && this.#script)
        this.play(session, this.#script)
    })
  }

  /** The script for new segments, if there is one. */
  get current(): AgentScript | undefined {
    return this.#script
  }

  use(script: AgentScript | undefined): void {
    this.#script = script
  }

  /** Plays a script once. It stops when the chat ends or is forgotten, or when its agent has left. */
  play(session: ChatSession, script: AgentScript): void {
    let actor: string | undefined
    const next = ([step, ...rest]: AgentScript) => {
      if (!step) return
      this.#centre.clock.after(step.afterMs, () => {
        try {
          this.#centre.session(session.id)
          actor = act(session, step, actor)
        } catch (error) {
          if (error instanceof ContactCentreError) return
          throw error
        }
        next(rest)
      })
    }
    next(script)
  }
}

/** Does one step. Returns who acts from then on. */
function act(session: ChatSession, step: ScriptStep, actor: string | undefined): string | undefined {
  switch (step.do) {
    case 'join':
      return session.join(step.name, step.type).participantId
    case 'say':
      session.say({ type: 'Text', text: step.text }, actor)
      return actor
    case 'typing':
      session.say({ type: 'TypingStarted' }, actor)
      return actor
    case 'state':
      session.setState(step.interactionState)
      return actor
    case 'leave':
      session.leave(actor)
      return undefined
    case 'end':
      session.end()
      return undefined
  }
  return step satisfies never
}
