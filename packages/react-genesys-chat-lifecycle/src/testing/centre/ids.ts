/** Ids that look like the server's and are the same in every run with the same seed. */
export interface IdSource {
  uuid(): string
}

/** A small generator (mulberry32): good enough to tell ids apart, and repeatable. */
export function createIdSource(seed: number): IdSource {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const hex = (digits: number): string => next().toString(16).padStart(8, '0').slice(0, digits)
  return {
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(8)}${hex(4)}`,
  }
}
