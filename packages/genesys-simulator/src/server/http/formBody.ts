import { ContactCentreError, MAX_DEPTH, MAX_VALUES } from 'genesys-models/centre'

type Nested = { [key: string]: string | Nested }

/**
 * Reads a form-encoded body with bracketed keys into nested objects.
 *
 * @throws {ContactCentreError} `INVALID_REQUEST` for too many fields, and when a key is nested too deep, or is a text and an object at
 * once
 * @example
 * parseFormBody('data[type]=Text&data[text]=hi') // { data: { type: 'Text', text: 'hi' } }
 */
export function parseFormBody(body: string): Nested {
  const result: Nested = Object.create(null)
  const fields = [...new URLSearchParams(body)]
  if (fields.length > MAX_VALUES) {
    throw new ContactCentreError(
      'INVALID_REQUEST',
      `The form has ${fields.length} fields. Send at most ${MAX_VALUES}.`,
    )
  }
  for (const [key, value] of fields) {
    const path = toPath(key)
    if (path.length > MAX_DEPTH) {
      throw new ContactCentreError(
        'INVALID_REQUEST',
        `The key "${key.slice(0, 80)}" is nested too deep. Use at most ${MAX_DEPTH} levels.`,
      )
    }
    set(result, path, value, key)
  }
  return result
}

function set(into: Nested, path: readonly string[], value: string, key: string): void {
  const [first = '', ...rest] = path
  // `list[]=a&list[]=b`: an empty name counts on.
  const name = first === '' ? String(Object.keys(into).length) : first
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const inner = into[name] ?? Object.create(null)
  if (typeof inner === 'string') {
    throw new ContactCentreError('INVALID_REQUEST', `The key "${key}" contradicts another one.`)
  }
  into[name] = inner
  set(inner, rest, value, key)
}

/** `data[userData][x]` → data, userData, x. A key with odd brackets is one name. */
function toPath(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key)
  if (!match) return [key]
  const [, head = '', tail = ''] = match
  return [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map(([, name = '']) => name)]
}
