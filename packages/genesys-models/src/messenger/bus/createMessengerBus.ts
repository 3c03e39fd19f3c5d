import type { BusNode } from './busNode.ts'
import { Network } from './network.ts'
import type {
  GenesysFunction,
  MessengerBus,
  MessengerBusOptions,
  MessengerFrame,
  MessengerPlugin,
} from './types.ts'

const TAKEN = (name: string): string => `%cCan't register plugin %c${name}%c -- Name is already taken`
const nothing = (): void => {}

/**
 * Creates the bus behind `Genesys(…)`, as cxbus 2.0.4 behaves: every callback runs in a `setTimeout(0)` of its own, every command
 * settles as a promise or never, and a plugin may live in the page or in a frame of it, with the differences that this makes.
 *
 * @example
 * const bus = createMessengerBus()
 * bus.genesys('registerPlugin', 'Greeter', (greeter) => greeter.ready())
 * bus.genesys('registerPlugin', 'Greeter', () => {}, (reason) => {}) // the name is taken: the second function is called
 */
export function createMessengerBus(options: MessengerBusOptions = {}): MessengerBus {
  const network = new Network(options)
  const registerPlugin = (name: unknown, node = network.page): MessengerPlugin | undefined =>
    typeof name === 'string' && network.claim(node, name) ? createPlugin(network, node, name) : undefined
  const own = registerPlugin('Genesys') as MessengerPlugin

  return {
    genesys: createGenesys(own, registerPlugin, options),
    registerPlugin: (name) => registerPlugin(name),
    createFrame: () => createFrame(network, registerPlugin),
    has: (plugin) => network.has(plugin),
    subscriberCount: (event, filter = () => true) => network.page.channels.count(event, filter),
    pending: () => network.timers.pending,
    dispose: () => network.timers.dispose(),
  }
}

type Register = (name: unknown, node?: BusNode) => MessengerPlugin | undefined

function createFrame(network: Network, registerPlugin: Register): MessengerFrame {
  const node = network.addFrame()
  return {
    registerPlugin: (name) => registerPlugin(name, node),
    remove: () => network.removeFrame(node),
  }
}

/** Returns `true` for what it knows, and promises nothing: who wants to know the outcome passes functions. */
function createGenesys(
  own: MessengerPlugin,
  registerPlugin: Register,
  { mayOmitOptions = false }: MessengerBusOptions,
): GenesysFunction {
  const genesys: GenesysFunction = (action, name, ...given) => {
    switch (action) {
      case 'subscribe':
        return own.subscribe(String(name), given[0] as never) !== false
      case 'command': {
        const rest = mayOmitOptions && typeof given[0] === 'function' ? [{}, ...given] : given
        const [data, ok, fail] = rest as [unknown, ((value: unknown) => void)?, ((reason: unknown) => void)?]
        void own.command(String(name), data).then(ok ?? nothing, fail ?? nothing)
        return true
      }
      case 'registerPlugin': {
        const [ok, fail] = given as [((plugin: MessengerPlugin) => void)?, ((reason: string) => void)?]
        void Promise.resolve(registerPlugin(name)).then((plugin) =>
          plugin ? ok?.(plugin) : typeof name === 'string' && fail?.(TAKEN(name)),
        )
        return true
      }
      case 'executeQueue':
        for (const call of [...(genesys.q ?? [])]) genesys(...Array.from(call))
        return true
      default:
        return ['registerChild', 'loadPlugin', 'loadFile', 'loadModule', 'loadJSON', 'configure'].includes(
          String(action),
        )
    }
  }
  return genesys
}

function createPlugin(network: Network, node: BusNode, name: string): MessengerPlugin {
  const publish =
    (isSticky: boolean) =>
    (event: string, data?: unknown): true => {
      network.publish(node, name, event, data, isSticky)
      return true
    }
  return {
    subscribe(event, callback) {
      if (!callback) return false
      network.subscribe(node, name, event, callback)
      return event
    },
    unsubscribe: (event) => network.unsubscribe(node, name, event),
    publish: publish(false),
    publishDirect: publish(false),
    republish: publish(true),
    command: (command, data) => network.command(node, name, command, data),
    before(command, hook) {
      node.addHook(command, hook)
      return true
    },
    registerCommand(command, handler) {
      node.addCommand(name, command, handler)
      return true
    },
    registerEvents: (names) => node.addEvents(name, names),
    data: (key, value) => node.shared.access(name, key, value),
    registry: () => node.registry,
    subscribers: () => node.channels.subscribers(name),
    namespace: () => name,
    initData: {},
    log: nothing,
    ready: () => node.makeReady(name),
  }
}
