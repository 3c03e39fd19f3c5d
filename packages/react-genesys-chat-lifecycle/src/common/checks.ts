import { inDevelopment, PACKAGE } from './development.ts'
import { attempt, isArray, read, UNREADABLE } from './values.ts'

/** What an option must be, and what to write instead. */
export interface OptionCheck {
  readonly is: (value: unknown) => boolean
  /** Completes "expected …". */
  readonly expected: string
  /** One sentence. */
  readonly remedy: string | ((value: unknown) => string)
  /** Says why a value that is used is hardly meant; undefined for most values. */
  readonly doubt?: (value: unknown) => string | undefined
}

/** Of the page: a module that is loaded again while somebody develops repeats nothing. */
const TOLD: symbol = Symbol.for('react-genesys-chat-lifecycle/told')

/**
 * Reports wrong options to the console, each of them once. Undefined is never wrong. Call it inside `inDevelopment`, with everything it
 * needs: what stands outside is not dropped from production builds.
 *
 * @param owner - `<ChatEndGuard>` for a component, `createChatLifecycle` for a function
 */
export function checkOptions(
  owner: string,
  options: object,
  checks: Readonly<Record<string, OptionCheck>>,
): void {
  for (const [name, { is, expected, remedy, doubt }] of Object.entries(checks)) {
    const value = read(options, name)
    if (value === undefined) continue
    if (attempt(() => is(value))) {
      const why = doubt?.(value)
      if (why) tellOnce(`${place(owner, name, value)}: ${why}`)
      continue
    }
    const advice = typeof remedy === 'function' ? attempt(() => remedy(value)) : remedy
    tellOnce(`${place(owner, name, value)}: expected ${expected}, got ${describe(value)}. ${advice}`)
  }
}

/** Reports a mistake to the console, once. Call it inside `inDevelopment`. */
export function tellOnce(message: string): void {
  const page = globalThis as { [TOLD]?: Set<string> }
  page[TOLD] ??= new Set()
  if (page[TOLD].has(message)) return
  page[TOLD].add(message)
  console.error(`${PACKAGE} ${message}`)
}

/** The option as the developer wrote it. */
function place(owner: string, name: string, value: unknown): string {
  const isText = typeof value === 'string'
  const shown = isText ? JSON.stringify(value) : typeof value === 'object' && value ? '…' : String(value)
  if (!owner.startsWith('<')) return `${owner}({ ${name}: ${isFunctionLike(value) ? '…' : shown} })`
  return `${owner.slice(0, -1)} ${name}=${isText ? shown : `{${isFunctionLike(value) ? '…' : shown}}`}>`
}

const isFunctionLike = (value: unknown): boolean => typeof value === 'function' || typeof value === 'symbol'

/** What a value is, in words. In production one word is enough. */
export function describe(value: unknown): string {
  let words: string = typeof value
  inDevelopment(() => {
    words = inWords(value)
  })
  return words
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (value === UNREADABLE) return 'a getter that throws'
  if (isArray(value)) return 'an array'
  if (typeof value === 'number') return String(value)
  return /^[aeiou]/.test(typeof value) ? `an ${typeof value}` : `a ${typeof value}`
}

/** What a duration was meant to be: `"30s"` is 30 seconds. */
export function millisecondsOf(value: unknown): string {
  const [, amount, unit] = /^(\d+)\s*(ms|s|m)?$/.exec(String(value)) ?? []
  if (!amount) return '30_000'
  const ms = Number(amount) * (unit === 's' ? 1_000 : unit === 'm' ? 60_000 : 1)
  return ms.toLocaleString('en').replaceAll(',', '_')
}
