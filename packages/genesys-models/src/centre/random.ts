export interface Random {
  /** At least 0, below 1. */
  fraction(): number
  /** A version 4 UUID. */
  uuid(): string
}

/** The same seed gives the same ids. Without one nobody can guess them: a participant's id is part of an address. */
export function createRandom(seed?: number): Random {
  const bytes = seed === undefined ? cryptoBytes : seededBytes(seed)
  return {
    fraction: () => {
      const [a = 0, b = 0, c = 0, d = 0] = bytes(4)
      return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32
    },
    uuid: () => toUuid(bytes(16)),
  }
}

function cryptoBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}

/** Mulberry32: small, and good enough for ids in tests. */
function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 24
  }
  return (count) => Uint8Array.from({ length: count }, next)
}

function toUuid(bytes: Uint8Array): string {
  const hex = [...bytes]
    .map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return [8, 12, 16, 20, 32].map((end, part, ends) => hex.slice(ends[part - 1] ?? 0, end)).join('-')
}
