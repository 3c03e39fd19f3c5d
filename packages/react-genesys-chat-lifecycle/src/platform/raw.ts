/** What a vendor's bus hands out: anything. */
export type Loose = Record<string, unknown>

export const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null
export const asRecord = (value: unknown): Loose => (isRecord(value) ? value : {})
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** The first text that is not empty. */
export const firstText = (...values: unknown[]): string =>
  values.find((value): value is string => typeof value === 'string' && value !== '') ?? ''
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
