import { afterEach, describe } from 'vitest'
import { busContract } from './bus.ts'
import { endingsContract } from './endings.ts'
import { messagesContract } from './messages.ts'
import { networkContract } from './network.ts'
import { restoreContract } from './restore.ts'
import { serviceContract } from './service.ts'
import type { ContractPage, ContractSubject } from './subject.ts'
import { windowContract } from './window.ts'

/** Opens a page of the subject; the suite closes it after the test. */
export type OpenPage = (mode: 'async' | 'regular') => Promise<ContractPage>

/**
 * What a Genesys widget does, as far as this library depends on it: one description for the real one and for all that stand
 * in for it.
 */
export function describeContract(name: string, subject: ContractSubject): void {
  describe(`${name} keeps the contract`, () => {
    const pages: ContractPage[] = []
    const open: OpenPage = async (mode) => {
      const page = await subject.open({ mode })
      pages.push(page)
      return page
    }
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.close()
    })

    describe('the bus', () => busContract(open))
    describe('WebChatService', () => serviceContract(open))
    describe('messageReceived', () => messagesContract(open))
    describe('the window', () => windowContract(open))
    describe('a restore', () => restoreContract(open))
    describe('the end of a chat', () => endingsContract(open))
    describe('the network', () => networkContract(open))
  })
}
