import type { BusConnection } from './connection.ts'
import { inDevelopment } from './environment.ts'

/** Names that public integrations use and that do not exist, with what their authors were looking for. */
const MEANT: Readonly<Record<string, string>> = {
  'WebChat.ended': 'WebChatService.ended',
  'WebChat.chatEnded': 'WebChatService.ended',
  'WebChat.error': 'WebChatService.error',
  'WebChat.failed': 'WebChatService.error',
  'WebChat.agentConnected': 'WebChatService.agentConnected',
  'WebChatService.opened': 'WebChat.opened',
  'WebChatService.closed': 'WebChat.closed',
  'WebChatService.cancelled': 'WebChat.cancelled',
  'WebChat.startChat': 'WebChatService.startChat',
  'WebChat.get': 'WebChatService.getSessionData',
  'WebChat.unminimized': 'WebChat.minimize',
  'WebChat.destroy': 'WebChat.close',
}

/** Real, and yet missing from the bus's registry. */
const UNREGISTERED = ['WebChat.started', 'WebChat.rejected', 'WebChat.chatButtonDisplayed']

/**
 * Warns in development, once on each bus, of a name that the bus does not know, and proposes the right one. On this bus such
 * a subscription never fires and such a command never settles, so nobody would ever find out.
 */
export function warnUnknown(bus: BusConnection, kind: 'events' | 'commands', name: string): void {
  inDevelopment(() => warn(bus, kind, name))
}

function warn(bus: BusConnection, kind: 'events' | 'commands', name: string): void {
  const key = `warned:${name}`
  if (bus.shared.has(key)) return
  const [plugin = '', ...rest] = name.split('.')
  const short = rest.join('.')
  const registry = bus.registry()
  const known = registry?.[plugin]?.[kind]
  // A plugin that is not there yet may bring the name along.
  if (!registry || !known || known.length === 0 || known.includes(short)) return
  if (short === 'data' || short.startsWith('data.') || (kind === 'events' && UNREGISTERED.includes(name)))
    return
  bus.shared.set(key, true)
  const meant = MEANT[name] ?? nearest(name, names(registry, kind))
  console.warn(
    `[react-genesys-chat-lifecycle] ${name} is no ${kind === 'events' ? 'event' : 'command'} of ${plugin}.${
      meant ? ` Did you mean ${meant}?` : ''
    }`,
  )
}

function names(
  registry: NonNullable<ReturnType<BusConnection['registry']>>,
  kind: 'events' | 'commands',
): string[] {
  return Object.entries(registry).flatMap(([plugin, entry]) =>
    entry[kind].map((short) => `${plugin}.${short}`),
  )
}

/** The most similar name, if any is similar enough to be meant. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, distance: distance(name, candidate) }))
  const best = scored.sort((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= name.length / 3 ? best.candidate : undefined
}

/** How many letters must change, after Levenshtein; case does not count. */
function distance(a: string, b: string): number {
  const [from, to] = [a.toLowerCase(), b.toLowerCase()]
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substituted))
    }
    row = next
  }
  return row[to.length] ?? 0
}
