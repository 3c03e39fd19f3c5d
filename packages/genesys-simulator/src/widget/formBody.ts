/**
 * Writes an object as the real widget sends it: `application/x-www-form-urlencoded` with bracketed keys,
 * `data[text]=hi&operationId=…`. What is undefined is left out; null becomes an empty value.
 */
export function encodeFormBody(body: Readonly<Record<string, unknown>>): URLSearchParams {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(body)) append(form, key, value)
  return form
}

function append(form: URLSearchParams, key: string, value: unknown): void {
  if (value === undefined) return
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      append(form, `${key}[${typeof item === 'object' ? index : ''}]`, item)
    })
  } else if (typeof value === 'object' && value !== null) {
    for (const [inner, item] of Object.entries(value)) append(form, `${key}[${inner}]`, item)
  } else {
    form.append(key, value === null ? '' : String(value))
  }
}
