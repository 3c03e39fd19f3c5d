import { inDevelopment } from '../../common/development.ts'
import type { BusConnection } from './connection.ts'
import { pluginOf } from './pluginOf.ts'

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
const UNREGISTERED = [
  'App.language',
  'App.zoom',
  'WebChat.started',
  'WebChat.rejected',
  'WebChat.chatButtonDisplayed',
  'WebChatService.botConnected',
  'WebChatService.botDisconnected',
  'WebChatService.restoredOffline',
  'WebChatService.chatServerTimeout',
]

/** Plugins name their events and commands when they start, which is after `App.ready`, in their own time. Milliseconds. */
const STARTING_MS = 1_000
const LOOKS = 10
/** What each plugin is given, and a little more: one that has no other commands has not started. */
const GIVEN_COMMANDS = 4

/**
 * Warns in development, once on each bus, of a name that the bus does not know, and proposes the right one. On this bus such
 * a subscription never fires and such a command never settles, so nobody would ever find out. Returns the way to have it
 * not warn any more.
 */
export function warnUnknown(bus: BusConnection, kind: 'events' | 'commands', name: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWaiting = (): void => {}
  inDevelopment(() => {
    let looks = 0
    const look = (): void => {
      timer = setTimeout(() => {
        if (++looks < LOOKS && !hasStarted(bus, name)) look()
        else warn(bus, kind, name)
      }, STARTING_MS)
    }
    stopWaiting = bus.whenReady(look)
  })
  return () => {
    stopWaiting()
    clearTimeout(timer)
  }
}

function hasStarted(bus: BusConnection, name: string): boolean {
  return (bus.registry()?.[pluginOf(name)]?.commands?.length ?? 0) > GIVEN_COMMANDS
}

function warn(bus: BusConnection, kind: 'events' | 'commands', name: string): void {
  const key = `warned:${name}`
  const plugin = pluginOf(name)
  const short = name.slice(plugin.length + 1)
  const registry = bus.registry()
  if (!registry || bus.shared.has(key)) return
  if (short === 'data' || short.startsWith('data.') || (kind === 'events' && UNREGISTERED.includes(name)))
    return
  const known = registry[plugin]?.[kind]
  if (known?.includes(short)) return
  const meant = MEANT[name] ?? nearest(name, names(registry, kind))
  // A plugin that is not there may bring the name along, unless nobody does.
  if (!known?.length && !MEANT[name] && meant?.toLowerCase() !== name.toLowerCase()) return
  bus.shared.set(key, true)
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
    (entry[kind] ?? []).map((short) => `${plugin}.${short}`),
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
