import { ContactCentreError } from 'genesys-models/centre'

type Nested = { [key: string]: string | Nested }

const MAX_DEPTH = 8

/**
 * Reads a form-encoded body with bracketed keys into nested objects.
 *
 * @throws {ContactCentreError} `INVALID_REQUEST` when a key is nested too deep, or is a text and an object at once
 * @example
 * parseFormBody('data[type]=Text&data[text]=hi') // { data: { type: 'Text', text: 'hi' } }
 */
export function parseFormBody(body: string): Nested {
  const result: Nested = Object.create(null)
  for (const [key, value] of new URLSearchParams(body)) {
    const path = toPath(key)
    if (path.length > MAX_DEPTH) {
      throw new ContactCentreError('INVALID_REQUEST', `The key "${key.slice(0, 80)}" is nested too deep.`)
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
