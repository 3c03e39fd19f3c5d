import type { CXBusModel } from './types.ts'

const VENDOR_PLUGINS = new Set(['App', 'WebChat', 'WebChatService'])

/** Counts the callbacks of the page, on one event or on all. The vendor's own plugins do not count. */
export function countPageSubscribers(cxbus: CXBusModel, event?: string): number {
  return cxbus.subscriberCount(event, (plugin) => !VENDOR_PLUGINS.has(plugin))
}
