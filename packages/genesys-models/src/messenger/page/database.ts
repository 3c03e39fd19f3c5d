import type { MessengerCall, MessengerPlugin } from '../bus/types.ts'

type Data = Record<string, unknown>

/** What a page stores for the conversation. */
export interface Database {
  /** The attributes that ride on the next message, until one has taken them along. */
  customAttributes(): Record<string, string> | undefined
  onAttributesSent(): void
}

/** Puts the plugin Database on a page: `set` is shallow, `update` is deep. */
export function registerDatabase(plugin: MessengerPlugin): Database {
  let data: Data = {}
  let isPending = false
  const write = (merge: (old: Data, given: Data) => Data) => (call: MessengerCall) => {
    const given = call.data
    if (Object.values(attributesOf(given)).some((value) => typeof value === 'object' && value !== null)) {
      call.reject('Nested object is not supported for custom attributes')
      return
    }
    data = merge(data, given)
    if ('messaging' in given) isPending = true
    plugin.publish('updated', { ...data })
    call.resolve({ ...data })
  }
  plugin.registerCommand(
    'set',
    write((old, given) => ({ ...old, ...given })),
  )
  plugin.registerCommand('update', write(mergeDeep))
  plugin.registerCommand('get', ({ data: { name }, resolve, reject }) => {
    if (typeof name === 'string' && name in data) resolve({ [name]: data[name] })
    else reject(`No data found for ${String(name)}`)
  })
  plugin.registerCommand('remove', ({ data: { name }, resolve }) => {
    const { [String(name)]: removed, ...rest } = data
    data = rest
    plugin.publish('removed', { [String(name)]: removed })
    resolve()
  })
  plugin.ready()
  return {
    customAttributes: () => {
      const attributes = Object.entries(attributesOf(data)).map(([key, value]) => [key, String(value)])
      return isPending && attributes.length > 0 ? Object.fromEntries(attributes) : undefined
    },
    onAttributesSent: () => {
      isPending = false
    },
  }
}

function attributesOf({ messaging }: Data): Data {
  return ((messaging as Data | undefined)?.customAttributes ?? {}) as Data
}

function mergeDeep(old: Data, given: Data): Data {
  const merged = { ...old }
  for (const [key, value] of Object.entries(given)) {
    const before = merged[key]
    merged[key] = isPlain(before) && isPlain(value) ? mergeDeep(before, value) : value
  }
  return merged
}

function isPlain(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
