import { ContactCentreError } from './errors.ts'
import type { MessageSender, ParticipantType } from './message.ts'
import type { Random } from './random.ts'

/** Who can be at the contact centre's end of a chat. */
export type StaffType = Extract<ParticipantType, 'Agent' | 'Supervisor' | 'Bot'>

/** Somebody at the contact centre's end of a chat. */
export interface StaffMember extends MessageSender {
  readonly type: StaffType
  readonly nickname: string
}

/** The agents, supervisors and bots that are in one session now, in the order in which they joined. */
export class Roster {
  readonly #random: Random
  #present: StaffMember[] = []

  constructor(random: Random) {
    this.#random = random
  }

  get present(): readonly StaffMember[] {
    return this.#present
  }

  join(name: string, type: StaffType): StaffMember {
    const member: StaffMember = { participantId: this.#random.uuid(), type, nickname: name }
    this.#present = [...this.#present, member]
    return member
  }

  leave(member: StaffMember): void {
    this.#present = this.#present.filter((other) => other !== member)
  }

  /**
   * Who acts: the one with this participant id or name, or else the last who joined.
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
