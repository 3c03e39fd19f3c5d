import type { BusCallback } from './types.ts'

/** The events of a bus and their subscribers. */
export interface Channels {
  publish(plugin: string, event: string, data: unknown, sticky?: boolean): void
  subscribe(plugin: string, event: string, callback: BusCallback): void
  /** Returns `false` when the event has no subscribers. */
  unsubscribe(plugin: string, event: string): boolean
  /** Event → the plugins that subscribe to it, for events whose names contain `part`. */
  subscribers(part: string): Record<string, string[]>
  count(event: string | undefined, filter: (plugin: string) => boolean): number
}

interface Channel {
  subscribers: { plugin: string; callback: BusCallback }[]
  sticky: boolean
  data: unknown
}

/** `exists`: the sticky events of a plugin that is not on the bus are not replayed. */
export function createChannels(
  later: (run: () => void) => void,
  exists: (plugin: string) => boolean,
): Channels {
  const channels = new Map<string, Channel>()

  function deliver(callback: BusCallback, publisher: string, event: string, data: unknown): void {
    const envelope = { time: Date.now(), publisher, event, data: (data || {}) as never }
    later(() => callback(envelope))
  }

  return {
    publish(plugin, event, data, sticky = false) {
      const name = `${plugin}.${event}`
      if (sticky) {
        const subscribers = channels.get(name)?.subscribers ?? []
        channels.set(name, { subscribers, sticky, data })
      }
      for (const { callback } of channels.get(name)?.subscribers ?? []) deliver(callback, plugin, name, data)
    },
    subscribe(plugin, event, callback) {
      const channel: Channel = channels.get(event) ?? { subscribers: [], sticky: false, data: undefined }
      channels.set(event, channel)
      channel.subscribers.push({ plugin, callback })
      const [publisher = ''] = event.split('.')
      if (channel.sticky && exists(publisher)) deliver(callback, publisher, event, channel.data)
    },
    unsubscribe(plugin, event) {
      const channel = channels.get(event)
      if (!channel) return false
      channel.subscribers = channel.subscribers.filter((subscriber) => subscriber.plugin !== plugin)
      // The channel remembers a sticky event, so the last unsubscribe ends the replay for everybody.
      if (channel.subscribers.length === 0) channels.delete(event)
      return true
    },
    subscribers: (part) =>
      Object.fromEntries(
        [...channels]
          .filter(([event]) => event.includes(part))
          .map(([event, channel]) => [event, channel.subscribers.map(({ plugin }) => plugin)]),
      ),
    count(event, filter) {
      const counted = event === undefined ? [...channels.values()] : [channels.get(event)]
      return counted.flatMap((channel) => channel?.subscribers ?? []).filter(({ plugin }) => filter(plugin))
        .length
    },
  }
}
