/** What the bus hands out: anything. */
export type Loose = Record<string, unknown>

export const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null
export const asRecord = (value: unknown): Loose => (isRecord(value) ? value : {})
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
