import { Timers } from '../../bus/timers.ts'
import { BusNode, isObject, pluginOf, settling } from './busNode.ts'
import type { MessengerBusOptions, MessengerCallback } from './types.ts'

const CANCELLED = "Command was cancelled by a 'before' function."

/** The page's node and its frames, and what goes between them. */
export class Network {
  readonly timers: Timers
  readonly page: BusNode
  /** Who has a name. It is never given back. */
  readonly #owners = new Map<string, BusNode>()
  readonly #options: MessengerBusOptions

  constructor(options: MessengerBusOptions) {
    this.#options = options
    this.timers = new Timers(options.onUncaughtError)
    this.page = new BusNode(this.timers.later)
  }

  has(plugin: string): boolean {
    return this.#owners.has(plugin)
  }

  addFrame(): BusNode {
    return new BusNode(this.timers.later)
  }

  removeFrame(frame: BusNode): void {
    frame.isRemoved = true
  }

  /** Returns whether the name was free. */
  claim(node: BusNode, plugin: string): boolean {
    if (this.#owners.has(plugin)) return false
    this.#owners.set(plugin, node)
    node.add(plugin)
    // The page knows the plugins of its frames by name.
    if (node !== this.page) this.page.registry[plugin] = { events: [], commands: [] }
    return true
  }

  /** The page hears its frames, and not what they keep. One frame does not hear another. */
  publish(node: BusNode, plugin: string, event: string, data: unknown, isSticky = false): void {
    if (node.isRemoved) return
    node.channels.publish(plugin, event, data, isSticky)
    if (node === this.page) return
    const copy = copyAcross(data)
    this.timers.later(() => this.page.channels.publish(plugin, event, copy))
  }

  /** A frame also hears the page's own plugins, with replay. */
  subscribe(node: BusNode, plugin: string, event: string, callback: MessengerCallback): void {
    node.channels.subscribe(plugin, event, callback)
    if (node === this.page) return
    this.page.channels.subscribe(frameSubscriber(plugin), event, (envelope: { publisher: string }) => {
      if (node.isRemoved || this.#owners.get(envelope.publisher) !== this.page) return
      const copy = structuredClone(envelope)
      this.timers.later(() => callback(copy as never))
    })
  }

  unsubscribe(node: BusNode, plugin: string, event: string): boolean {
    const wasThere = node.channels.unsubscribe(plugin, event)
    if (node !== this.page) this.page.channels.unsubscribe(frameSubscriber(plugin), event)
    return wasThere
  }

  /** Hooks run at once, and what they throw is thrown here. */
  command(node: BusNode, commander: string, given: string, rawData: unknown): Promise<unknown> {
    const command = given.includes('.') ? given : `${commander}.${given}`
    const data = node.passHooks(command, rawData || {})
    const answer = new Promise<unknown>((resolve, reject) => {
      settling(() => this.#route(node, { commander, command, data, resolve, reject }), reject)
    })
    answer.catch(this.#options.logError ?? ((reason: unknown) => console.error(reason)))
    this.#options.onCommand?.({ commander, name: command, data, answer })
    return answer
  }

  #route(node: BusNode, order: Order): void {
    const owner = this.#owners.get(pluginOf(order.command))
    if (!owner) order.reject('Plugin does not exist')
    else if (owner === node) this.#run(node, order)
    else this.#cross(node, owner, order)
  }

  /** In the window where a hook made no object of it, the bus stumbles over its own message. */
  #run(node: BusNode, { data, ...order }: Order): void {
    if (!isObject(data)) throw new TypeError("Cannot set properties of undefined (setting 'resolution')")
    node.run({ ...order, time: Date.now(), data })
  }

  #cross(from: BusNode, owner: BusNode, order: Order): void {
    const copy = copyAcross(order.data) || {}
    const hop = this.timers.later
    const answer = (settle: (value: unknown) => void) => (value: unknown) => {
      if (owner.isRemoved || from.isRemoved) return
      const back = structuredClone(value)
      hop(() => settle(back))
    }
    const resolve = answer(order.resolve)
    const reject = answer(order.reject)
    hop(() => {
      if (owner.isRemoved) return
      const data = owner === this.page ? copy : owner.passHooks(order.command, copy)
      if (isObject(data)) {
        settling(() => owner.run({ ...order, time: Date.now(), data, resolve, reject }), reject)
      } else reject(CANCELLED)
    })
  }
}

/** What a window gets of another one's data. Files are the same in both, also where the clone of this environment does not know them. */
function copyAcross(data: unknown): unknown {
  if (!isObject(data) || !Object.values(data).some(isFiles)) return structuredClone(data)
  const entries = Object.entries(data).map(([key, value]) => [
    key,
    isFiles(value) ? value : structuredClone(value),
  ])
  return Object.fromEntries(entries)
}

const isFiles = (value: unknown): boolean =>
  typeof Blob !== 'undefined' && isObject(value) && value[0] instanceof Blob

const frameSubscriber = (plugin: string): string => `frame:${plugin}`

interface Order {
  readonly commander: string
  readonly command: string
  readonly data: unknown
  readonly resolve: (value?: unknown) => void
  readonly reject: (reason?: unknown) => void
}
