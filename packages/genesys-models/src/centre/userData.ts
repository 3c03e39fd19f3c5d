import { ContactCentreError } from './errors.ts'
import { excessOf } from './excess.ts'

type UserData = Readonly<Record<string, unknown>>

/** @throws {ContactCentreError} `LIMIT_USER_DATA` when it is nested too deep, or too much together */
export function mergeUserData(before: UserData, more: UserData = {}): UserData {
  const merged = { ...before, ...more }
  const excess = excessOf(merged)
  if (excess === undefined) return merged
  throw new ContactCentreError('LIMIT_USER_DATA', `userData ${excess}. Send less of it.`)
}
