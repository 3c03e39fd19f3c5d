import type { Transport } from 'genesys-simulator/server'
import { afterAll, test as base, describe, type TestAPI } from 'vitest'
import { busContract } from './bus.ts'
import { commandsContract } from './commands.ts'
import { endingsContract } from './endings.ts'
import { filesContract } from './files.ts'
import { genesysCloudContract } from './genesysCloud.ts'
import { gmsContract } from './gms.ts'
import { messagesContract } from './messages.ts'
import { networkContract } from './network.ts'
import { holdsOn } from './notOnTransport.ts'
import { restoreContract } from './restore.ts'
import { serviceContract } from './service.ts'
import type { ContractPage, ContractSubject, PageStart } from './subject.ts'
import { tabsContract } from './tabs.ts'
import { windowContract } from './window.ts'

/** Opens a page of the subject; it is closed after the test. */
export type OpenPage = (mode: PageStart['mode'], script?: PageStart['script']) => Promise<ContractPage>

/** A test of the contract. */
export type ContractTest = TestAPI<{ open: OpenPage }>

type Chapter = readonly [title: string, describe: (test: ContractTest) => void]

type Chapters = readonly Chapter[]

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

/** What is a transport's own. */
const OWN: Readonly<Partial<Record<Transport, Chapter>>> = {
  gms: ['GMS', gmsContract],
  'genesys-cloud': ['Genesys Cloud', genesysCloudContract],
}
/** These know no transport: once is enough. */
const SHARED = ['the bus', 'commands']

/** The chapters that a transport has: those that all have, without what does not hold there, and its own. */
function chaptersOf({ transport }: ContractSubject, chapters: Chapters): Chapters {
  const own = OWN[transport]
  if (!own) return chapters
  const common = chapters.filter(
    ([title, describeChapter]) =>
      !SHARED.includes(title) && titlesOf(describeChapter).some((fact) => holdsOn(transport, fact)),
  )
  return [...common, own]
}

/** The titles of all facts in a chapter, as they are written there. */
function titlesOf(describeChapter: Chapter[1]): string[] {
  const titles: string[] = []
  const note = (title: string): void => void titles.push(title)
  describeChapter(Object.assign(note, { for: () => note }) as unknown as ContractTest)
  return titles
}

/** The titles of all facts of Digital Channels. */
export function allTitles(): string[] {
  return Object.values(CHAPTERS).flatMap((chapters) => chapters.flatMap(([, describe]) => titlesOf(describe)))
}

/** Leaves out what does not hold on a transport. */
function only(test: ContractTest, { transport }: ContractSubject): ContractTest {
  const filter =
    (register: (...given: never[]) => unknown) =>
    (title: string, ...rest: never[]) =>
      holdsOn(transport, title) && register(title as never, ...rest)
  return Object.assign(filter(test as never), {
    for: (cases: never) => filter(test.for(cases) as never),
  }) as unknown as ContractTest
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

    for (const [title, describeChapter] of chaptersOf(subject, chapters)) {
      describe(title, () => describeChapter(only(test, subject)))
    }
  })
}
