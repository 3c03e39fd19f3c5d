import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'
import { agentOf, customerOf, happened, phaseOf } from './people.ts'

let demo: DemoUnderTest
let page: Page

beforeAll(async () => {
  demo = await startDemo()
})
afterAll(() => demo.close())
afterEach(() => page.close())

async function openChat(mode: 'Asynchronous' | 'Regular'): Promise<void> {
  page = await demo.open()
  await page.getByRole('radio', { name: mode }).check({ force: true })
  await page.getByRole('button', { name: 'Timeline' }).click()
  await customerOf(page).startChat()
}

describe('an asynchronous chat', () => {
  test('shows one notice for Finalizing and Completed, and the session goes on', async () => {
    await openChat('Asynchronous')
    const customer = customerOf(page)
    const agent = agentOf(page)
    await customer.say('My amber light stays on.')
    await agent.transcript.getByText('My amber light stays on.').waitFor()
    await agent.join()
    await agent.say('Please descale it.')
    await customer.log.getByText('Please descale it.').waitFor()
    await phaseOf(page).getByText('active').waitFor()

    await agent.closeSegment('Finalizing')
    await customer.notices.waitFor()
    await agent.closeSegment('Completed')
    await page.getByText(/^completed, /).waitFor()
    await demo.settled(page)

    expect(await customer.notices.count()).toBe(1)
    expect(await phaseOf(page).textContent()).toBe('closed')
    expect(await happened(page, 'onSegmentClosed').count()).toBe(1)
    expect(await customer.input.isEnabled()).toBe(true)
  })

  test('is reopened when the customer writes, and shows another notice when that segment is closed', async () => {
    await openChat('Asynchronous')
    const customer = customerOf(page)
    const agent = agentOf(page)
    await agent.join()
    await agent.closeSegment('Completed')
    await customer.notices.waitFor()

    await customer.say('One more thing.')
    await happened(page, 'onSegmentReopened').waitFor()
    expect(await phaseOf(page).textContent()).not.toBe('closed')
    await agent.closeSegment('Finalizing')
    await customer.notices.nth(1).waitFor()
    await demo.settled(page)
    expect(await customer.notices.count()).toBe(2)
    expect(await happened(page, 'onSegmentClosed').count()).toBe(2)
  })

  test('shows the notice again after a reload, and calls no callback twice', async () => {
    await openChat('Asynchronous')
    const customer = customerOf(page)
    const agent = agentOf(page)
    await agent.join()
    await agent.closeSegment('Finalizing')
    await agent.closeSegment('Completed')
    await customer.notices.waitFor()
    await page.getByText(/^completed, /).waitFor()

    await customer.reload()
    await happened(page, 'WebChatService.restored').waitFor()
    await customer.notices.waitFor()
    await demo.settled(page)

    expect(await customer.notices.count()).toBe(1)
    expect(await phaseOf(page).textContent()).toBe('closed')
    expect(await happened(page, 'onSegmentClosed').count()).toBe(1)
    expect(await happened(page, 'onNotice').count()).toBe(1)
  })
})

describe('a regular chat', () => {
  test('ends once when the agent closes the segment, and disables the input', async () => {
    await openChat('Regular')
    const customer = customerOf(page)
    const agent = agentOf(page)
    const deletes: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'DELETE') deletes.push(request.url())
    })
    await agent.join()
    await agent.say('Anything else?')
    await customer.log.getByText('Anything else?').waitFor()

    await agent.closeSegment('Finalizing')
    await phaseOf(page).getByText('ended').waitFor()
    await demo.settled(page)

    expect(deletes).toHaveLength(1)
    expect(await customer.input.isDisabled()).toBe(true)
    expect(await customer.notices.count()).toBe(0)
    expect(await customer.log.getByText('Anything else?').isVisible()).toBe(true)
    expect(await happened(page, 'onEnded').count()).toBe(1)
    expect(await happened(page, 'onEnd').count()).toBe(1)
  })

  test('is over when the contact centre ends it, and a new one can be started', async () => {
    await openChat('Regular')
    const customer = customerOf(page)
    await agentOf(page).join()
    await phaseOf(page).getByText('active').waitFor()
    await agentOf(page).press('End the chat')
    await phaseOf(page).getByText('ended').waitFor()
    await customer.page.getByRole('button', { name: 'Close chat' }).click()
    await customer.startChat()
    await phaseOf(page).getByText('waiting').waitFor()
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
