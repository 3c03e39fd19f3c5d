import { afterAll, test as base, describe, type TestAPI } from 'vitest'
import { commandsContract } from './commands.ts'
import { eventsContract } from './events.ts'
import { framesContract } from './frames.ts'
import { pluginsContract } from './plugins.ts'
import type { MessengerBusPage, MessengerBusSubject } from './subject.ts'

export type BusContractTest = TestAPI<{ open: MessengerBusSubject['open'] }>

/** What the bus behind `Genesys(…)` does, as far as this library depends on it: cxbus 2.0.4. */
export function describeMessengerBus(name: string, subject: MessengerBusSubject): void {
  const test: BusContractTest = base.extend<{ open: MessengerBusSubject['open'] }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
    open: async ({}, use) => {
      const pages: MessengerBusPage[] = []
      await use(async (early) => {
        const page = await subject.open(early)
        pages.push(page)
        return page
      })
      for (const page of pages) await page.close()
    },
  })

  describe(`${name} keeps the contract of Messenger's bus`, () => {
    afterAll(() => subject.close())

    describe('the global function and plugins', () => pluginsContract(test))
    describe('events', () => eventsContract(test))
    describe('commands', () => commandsContract(test))
    describe('a service in a frame', () => framesContract(test))
  })
}
