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

type Chapters = readonly (readonly [title: string, describe: (test: ContractTest) => void])[]

/** The contract in two parts of about the same length, so that two workers can share it. */
export const CHAPTERS: Readonly<Record<'service' | 'endings', Chapters>> = {
  service: [
    ['the bus', busContract],
    ['commands', commandsContract],
    ['WebChatService', serviceContract],
    ['messageReceived', messagesContract],
    ['files', filesContract],
    ['the window', windowContract],
  ],
  endings: [
    ['a restore', restoreContract],
    ['the end of a chat', endingsContract],
    ['the network', networkContract],
    ['several tabs', tabsContract],
  ],
}

/**
 * What a Genesys widget does, as far as this library depends on it: one description for the real one and for all that stand
 * in for it.
 */
export function describeContract(
  name: string,
  subject: ContractSubject,
  chapters: Chapters = [...CHAPTERS.service, ...CHAPTERS.endings],
): void {
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

    for (const [title, describeChapter] of chapters) describe(title, () => describeChapter(test))
  })
}
