import {
  createMessengerBus,
  type GenesysFunction,
  type GenesysWindow,
  type MessengerBus,
  type MessengerPlugin,
  putGenesys,
  putSnippet,
} from 'genesys-models/messenger'
import type { InMessengerPage, InWindow, MessengerBusPage, MessengerBusSubject } from './subject.ts'

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const LIMIT_MS = 100

async function outcomeOf(answer: Promise<unknown>): ReturnType<InWindow['outcomeOf']> {
  const toText = (value: unknown): unknown =>
    value instanceof Error ? `${value.name}: ${value.message}` : value
  return Promise.race([
    answer.then(
      (value) => ({ outcome: 'resolved' as const, value: toText(value) }),
      (reason: unknown) => ({ outcome: 'rejected' as const, value: toText(reason) }),
    ),
    wait(LIMIT_MS).then(() => ({ outcome: 'never settled' as const, value: null })),
  ])
}

/** The model of the bus, in this process, in real time. */
export const modelSubject: MessengerBusSubject = {
  close: async () => {},
  async open(early) {
    const errors: string[] = []
    const target: GenesysWindow = {}
    const bus = createMessengerBus({
      onUncaughtError: (error) => errors.push(String(error)),
      logError: () => {},
    })
    putSnippet(target, { deploymentId: 'deployment' })
    const page = inPage(target)
    await early?.(page, undefined)
    putGenesys(target, bus.genesys)
    bus.genesys('executeQueue')
    return createPage(bus, page, errors)
  },
}

function createPage(bus: MessengerBus, page: InMessengerPage, errors: string[]): MessengerBusPage {
  const frames = [bus.createFrame(), bus.createFrame()] as const
  const [first, second] = frames.map(({ registerPlugin }) => inWindow(registerPlugin)) as [InWindow, InWindow]
  return {
    run: async (script, argument) => script(page, argument as never),
    runInFrame: async (script, argument) => script(first, argument as never),
    runInOtherFrame: async (script, argument) => script(second, argument as never),
    removeFrame: async () => frames[0].remove(),
    uncaught: () => errors,
    close: async () => bus.dispose(),
  }
}

function inPage(target: GenesysWindow): InMessengerPage {
  const call: GenesysFunction = (...given) => (target.Genesys as GenesysFunction)(...given)
  return {
    Genesys: call,
    command: (name, ...options) =>
      new Promise((resolve, reject) => call('command', name, ...options, resolve, reject)),
    register: (name) =>
      new Promise((resolve, reject) => call('registerPlugin', name, resolve, reject)) as never,
    kept: {},
    wait,
    outcomeOf,
  }
}

function inWindow(register: (name: string) => MessengerPlugin | undefined): InWindow {
  return {
    async register(name) {
      const plugin = register(name)
      if (!plugin) throw new Error('Name is already taken')
      return plugin
    },
    kept: {},
    wait,
    outcomeOf,
  }
}
