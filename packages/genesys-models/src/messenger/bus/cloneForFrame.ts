/**
 * What arrives in another frame: a copy, without the keys that are `undefined`.
 *
 * @throws DOMException `DataCloneError` for functions, promises and the like
 */
export function cloneForFrame(value: unknown): unknown {
  return withoutUndefined(structuredClone(value))
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (!isPlain(value)) return value
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutUndefined(each)]))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}
