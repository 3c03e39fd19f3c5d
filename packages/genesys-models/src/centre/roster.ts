import { ContactCentreError } from './errors.ts'
import type { ChatMessage, MessageSender, ParticipantType } from './message.ts'
import type { Random } from './random.ts'

export const STAFF_TYPES = ['Agent', 'Supervisor', 'Bot'] as const satisfies readonly ParticipantType[]

export type StaffType = (typeof STAFF_TYPES)[number]

/** A participant on the contact centre's side. */
export interface StaffMember extends MessageSender {
  readonly type: StaffType
  readonly nickname: string
}

/** Messages that tests deliver may have no sender. */
export function isStaff(from: MessageSender | null | undefined): from is StaffMember {
  return from ? STAFF_TYPES.includes(from.type as StaffType) : false
}

/** The agents, supervisors and bots in one session, in the order in which they joined. */
export class Roster {
  readonly #random: Random
  #present: StaffMember[] = []

  constructor(random: Random) {
    this.#random = random
  }

  get present(): readonly StaffMember[] {
    return this.#present
  }

  create(name: string, type: StaffType): StaffMember {
    return { participantId: this.#random.uuid(), type, nickname: name }
  }

  /** Updates the roster when a participant joins or leaves. Joining twice counts once. */
  follow({ type, from }: Pick<ChatMessage, 'type' | 'from'>): void {
    if (type !== 'ParticipantJoined' && type !== 'ParticipantLeft') return
    this.#present = this.#present.filter((other) => other.participantId !== from?.participantId)
    if (type === 'ParticipantJoined' && isStaff(from)) this.#present = [...this.#present, from]
  }

  /**
   * Finds a participant by id or name. Default: the last who joined.
   *
   * @throws {ContactCentreError} `NOT_JOINED` when there is no such person in the session
   */
  find(idOrName?: string): StaffMember {
    const found = this.#present.findLast(
      (member) => idOrName === undefined || member.participantId === idOrName || member.nickname === idOrName,
    )
    if (found) return found
    const present = this.#present.map((member) => member.nickname).join(', ') || 'nobody'
    throw new ContactCentreError(
      'NOT_JOINED',
      idOrName === undefined
        ? 'Nobody is in this session yet: join first.'
        : `"${idOrName}" is not in this session; here now: ${present}.`,
    )
  }
}
