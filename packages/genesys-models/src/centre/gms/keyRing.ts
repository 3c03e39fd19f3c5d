import type { ContactCentre } from '../contactCentre.ts'
import { ContactCentreError } from '../errors.ts'
import type { ChatSession } from '../session.ts'
import type { GmsKeys } from './wire.ts'

/** What a request shows. GMS wants all of it, except where a file is uploaded over CometD: there the key alone counts. */
export interface ShownKeys {
  readonly chatId?: string | undefined
  readonly userId?: string | undefined
  readonly secureKey?: string | undefined
}

/** The keys of all chats of a contact centre. */
export interface KeyRing {
  issue(session: ChatSession): GmsKeys
  keysOf(session: ChatSession): GmsKeys | undefined
  /** @throws {ContactCentreError} `INVALID_SESSION` when the keys open no chat, or no longer do */
  open(shown: ShownKeys): ChatSession
}

const ALIAS = '117'

/** @param lifetimeMs how long a key opens its chat, in milliseconds */
export function createKeyRing(centre: ContactCentre, lifetimeMs: number): KeyRing {
  const bySecureKey = new Map<string, { keys: GmsKeys; expiresAt: number }>()
  const bySession = new Map<string, GmsKeys>()
  centre.subscribe(({ kind, session }) => {
    if (kind !== 'forgotten') return
    bySecureKey.delete(bySession.get(session.id)?.secureKey ?? '')
    bySession.delete(session.id)
  })
  const randomHex = () => centre.random.uuid().replaceAll('-', '')
  return {
    issue(session) {
      const keys = {
        chatId: session.id,
        userId: randomHex().slice(0, 16),
        secureKey: randomHex(),
        alias: ALIAS,
      }
      bySecureKey.set(keys.secureKey, { keys, expiresAt: centre.clock.now() + lifetimeMs })
      bySession.set(session.id, keys)
      return keys
    },
    keysOf: (session) => bySession.get(session.id),
    open({ chatId, userId, secureKey = '' }) {
      const found = bySecureKey.get(secureKey)
      const opens =
        found !== undefined &&
        centre.clock.now() < found.expiresAt &&
        (chatId ?? found.keys.chatId) === found.keys.chatId &&
        (userId ?? found.keys.userId) === found.keys.userId
      if (!opens) throw new ContactCentreError('INVALID_SESSION', 'There is no such chat.')
      return centre.session(found.keys.chatId)
    },
  }
}
