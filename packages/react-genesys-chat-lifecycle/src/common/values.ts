/** What a value is, for options that may come from plain JavaScript. */
export type Is<Value> = (value: unknown) => value is Value

/** Returns undefined where `work` throws. */
export function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** Stands for what throws when it is read. No option takes a symbol, so it counts as wrong. */
export const UNREADABLE: unknown = Symbol('unreadable')

/** Reads a member of what may be no object, have a getter that throws, or be another window. */
export function read(value: unknown, name: string): unknown {
  try {
    return (value as Record<string, unknown> | null | undefined)?.[name]
  } catch {
    return UNREADABLE
  }
}

/** Copies what can be read of an object whose getters may throw. What is no object has no members. */
export function copyOf(value: unknown): Record<string, unknown> {
  const names = isObject(value) ? (attempt(() => Object.keys(value)) ?? []) : []
  const entries = names.map((name) => [name, read(value, name)] as const)
  return Object.fromEntries(entries.filter(([, member]) => member !== UNREADABLE))
}

export const isOneOf =
  <const Values extends readonly unknown[]>(...values: Values): Is<Values[number]> =>
  (value): value is Values[number] =>
    values.includes(value)

export const isFunction = (value: unknown): value is (...args: never[]) => unknown =>
  typeof value === 'function'
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isArray(value)
export const isArray = (value: unknown): value is readonly unknown[] =>
  // Throws for a proxy that was revoked.
  attempt(() => Array.isArray(value)) === true
/** What a function gets that is given to `onClick` as it is. */
export const isEvent = (value: unknown): boolean =>
  attempt(() => value instanceof Event || (isObject(value) && 'nativeEvent' in value)) === true
/** A duration; `Infinity` means never. */
export const isMilliseconds = (value: unknown): value is number => typeof value === 'number' && value >= 0

/** Whether a time may be true: a server's clock may differ from the page's, not by years. */
export const isPlausible = (at: number, now: number = Date.now()): boolean => at <= now + 366 * 86_400_000

export const isText = (value: unknown): value is string => typeof value === 'string'
export const isNumber = (value: unknown): value is number => typeof value === 'number'
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const orNull =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || is(value)

/** Members that a value must have, and what each of them must be. */
export type Shape = Readonly<Record<string, (value: unknown) => boolean>>

/** Whether a value from a storage or another tab, where anybody may have written it, has the members that it should have. */
export const hasShape = (value: unknown, shape: Shape): value is Readonly<Record<string, unknown>> =>
  isObject(value) && Object.entries(shape).every(([name, is]) => is(value[name]))

/** Copies options that may come from plain JavaScript. What has not the right shape counts as not given. */
export const validOptions = <Options extends object>(given: Options, shape: Shape): Options =>
  Object.fromEntries(
    Object.entries(copyOf(given)).filter(([name, value]) => shape[name]?.(value) ?? true),
  ) as Options

/** Returns the value if it is valid, else undefined, so that the default applies. */
export const valid = <Value>(value: unknown, is: Is<Value>): Value | undefined =>
  is(value) ? value : undefined
