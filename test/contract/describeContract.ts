import { afterAll, test as base, describe, type TestAPI } from 'vitest'
import { busContract } from './bus.ts'
import { commandsContract } from './commands.ts'
import { endingsContract } from './endings.ts'
import { filesContract } from './files.ts'
import { messagesContract } from './messages.ts'
import { networkContract } from './network.ts'
import { restoreContract } from './restore.ts'
import { serviceContract } from './service.ts'
import type { ContractPage, ContractSubject, PageStart } from './subject.ts'
import { tabsContract } from './tabs.ts'
import { windowContract } from './window.ts'

/** Opens a page of the subject; it is closed after the test. */
export type OpenPage = (mode: PageStart['mode'], script?: PageStart['script']) => Promise<ContractPage>

/** A test of the contract. */
export type ContractTest = TestAPI<{ open: OpenPage }>

/**
 * What a Genesys widget does, as far as this library depends on it: one description for the real one and for all that stand
 * in for it.
 */
export function describeContract(name: string, subject: ContractSubject): void {
  const test: ContractTest = base.extend<{ open: OpenPage }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
    open: async ({}, use) => {
      const pages: ContractPage[] = []
      await use(async (mode, script) => {
        const page = await subject.open({ mode, script })
        pages.push(page)
        return page
      })
      for (const page of pages) await page.close()
    },
  })

  describe(`${name} keeps the contract`, { concurrent: subject.concurrent }, () => {
    afterAll(() => subject.close())

    describe('the bus', () => busContract(test))
    describe('commands', () => commandsContract(test))
    describe('WebChatService', () => serviceContract(test))
    describe('messageReceived', () => messagesContract(test))
    describe('files', () => filesContract(test))
    describe('the window', () => windowContract(test))
    describe('a restore', () => restoreContract(test))
    describe('the end of a chat', () => endingsContract(test))
    describe('the network', () => networkContract(test))
    describe('several tabs', () => tabsContract(test))
  })
}
