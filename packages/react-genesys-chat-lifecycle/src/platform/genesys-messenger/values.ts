export type Loose = Record<string, unknown>

export const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null
export const asRecord = (value: unknown): Loose => (isRecord(value) ? value : {})
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const asText = (...values: unknown[]): string =>
  values.find((value): value is string => typeof value === 'string' && value !== '') ?? ''
/** Metadata holds texts only. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true'
