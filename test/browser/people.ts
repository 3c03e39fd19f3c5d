import type { FrameLocator, Locator, Page } from 'playwright-core'

/** The vendor's sentence, which is the library's default notice. */
export const NOTICE = /^Thank you for your query\. Please do not respond/

/** The customer on their page in the frame. Finds everything by role and name. */
export interface Customer {
  readonly page: FrameLocator
  readonly input: Locator
  readonly log: Locator
  /** The notices in the widget's transcript. */
  readonly notices: Locator
  startChat(): Promise<void>
  say(text: string): Promise<void>
  reload(): Promise<void>
}

export interface Agent {
  join(): Promise<void>
  say(text: string): Promise<void>
  closeSegment(state: 'Finalizing' | 'Completed'): Promise<void>
  press(button: string): Promise<void>
  readonly transcript: Locator
}

export function customerOf(page: Page): Customer {
  const frame = page.frameLocator('iframe[title="Customer’s page"]')
  const log = frame.getByRole('log', { name: 'Messages' })
  const input = frame.getByRole('textbox', { name: 'Message', exact: true })
  return {
    page: frame,
    input,
    log,
    notices: log.getByText(NOTICE),
    async startChat() {
      await frame.getByRole('button', { name: 'Chat', exact: true }).click()
      await frame.getByRole('textbox', { name: 'First name' }).fill('Joe')
      await frame.getByRole('button', { name: 'Start chat' }).click()
      await log.getByText('Chat Started').waitFor()
    },
    async say(text) {
      await input.fill(text)
      await input.press('Enter')
    },
    async reload() {
      // Until then the former page is still shown.
      const gone = page.waitForEvent('framenavigated')
      await page.getByRole('button', { name: 'Reload the customer’s page' }).click()
      await gone
    },
  }
}

export function agentOf(page: Page): Agent {
  const desk = page.getByRole('region', { name: 'Agent’s desk' })
  const press = (name: string): Promise<void> => desk.getByRole('button', { name, exact: true }).click()
  return {
    transcript: desk.getByRole('log'),
    press,
    join: () => press('Join as Anna'),
    async say(text) {
      await desk.getByRole('textbox', { name: 'Message to the customer' }).fill(text)
      await press('Send')
    },
    closeSegment: (state) => press(state === 'Finalizing' ? 'Close: Finalizing' : 'Completed'),
  }
}

/** The phase that the strip below the customer's page shows. */
export function phaseOf(page: Page): Locator {
  return page.getByRole('status', { name: 'Phase' })
}

/** The entries of this name on the timeline, which has to be open. */
export function happened(page: Page, what: string): Locator {
  return page.getByRole('list', { name: 'What happened' }).getByText(what, { exact: true })
}

let greetings = 0

/** The customer starts a chat in the custom chat UI, and the agent answers. */
export async function startOwnChat(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill('Joe')
  await page.getByRole('button', { name: 'Start chat' }).click()
  // The desk also lists the chats of the tests before.
  const greeting = `Hello (${++greetings})`
  await page.getByRole('textbox', { name: 'Your message' }).fill(greeting)
  await page.getByRole('textbox', { name: 'Your message' }).press('Enter')
  await agentOf(page).transcript.getByText(greeting).waitFor()
  await agentOf(page).join()
  await agentOf(page).say('Hello <b>Joe</b>')
  await page.getByRole('log', { name: 'Conversation' }).getByText('Hello <b>Joe</b>').waitFor()
}
