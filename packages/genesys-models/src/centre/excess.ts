/** How deep values may be nested. */
export const MAX_DEPTH = 16
/** How many values may be in a value, in all its levels together. */
export const MAX_VALUES = 1000
/** How many characters a value may have, names and texts together. */
const MAX_CHARACTERS = 65_536

/**
 * Says what is too much about a value that a customer sent, such as "is nested deeper than 16 levels". `undefined`: it can be kept,
 * and returned to whoever asks. Looks at a level after the other, so that no value overflows the stack.
 */
export function excessOf(value: unknown): string | undefined {
  let level: unknown[] = [value]
  let values = 0
  let characters = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`
    const next: unknown[] = []
    for (const each of level) {
      if (typeof each === 'string') characters += each.length
      if (typeof each !== 'object' || each === null) continue
      for (const [name, inner] of Object.entries(each)) {
        values += 1
        characters += name.length
        if (values > MAX_VALUES) return `has more than ${MAX_VALUES} values`
        next.push(inner)
      }
    }
    if (characters > MAX_CHARACTERS) return `has more than ${MAX_CHARACTERS} characters`
    level = next
  }
  return undefined
}
