/** What a value is, for options that may come from plain JavaScript. */
export type Is<Value> = (value: unknown) => value is Value

export const isOneOf =
  <const Values extends readonly unknown[]>(...values: Values): Is<Values[number]> =>
  (value): value is Values[number] =>
    values.includes(value)

export const isFunction = (value: unknown): value is (...args: never[]) => unknown =>
  typeof value === 'function'
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** A duration; `Infinity` means never. */
export const isMilliseconds = (value: unknown): value is number => typeof value === 'number' && value >= 0

/** Returns the value if it is valid, else undefined, so that the default applies. */
export const valid = <Value>(value: unknown, is: Is<Value>): Value | undefined =>
  is(value) ? value : undefined
