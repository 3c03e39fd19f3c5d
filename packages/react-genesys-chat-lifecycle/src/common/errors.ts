import { attempt } from './values.ts'

/** What was thrown, as an error. An object without a prototype, for one, has no text. */
export const toError = (thrown: unknown): Error =>
  thrown instanceof Error
    ? thrown
    : new Error(attempt(() => String(thrown)) ?? 'a value without a text was thrown', { cause: thrown })
