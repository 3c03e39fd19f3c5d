import type { ChatLifecycle, ChatMessage, GenesysChatMessages } from 'react-genesys-chat-lifecycle'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { ScenarioTest } from './describeScenarios.ts'
import { type LibraryPage, textsOf } from './libraryPage.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

interface MessagesPage {
  chat: ChatLifecycle
  messages: readonly ChatMessage[]
  transcript: GenesysChatMessages
}

/** What is in the transcript: each text, or file, and how far it has got. */
const lines = ({ page }: LibraryPage): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as MessagesPage).messages.map(({ text, attachments, delivery }) =>
      [text || attachments[0]?.name, delivery].filter(Boolean).join(': '),
    ),
  )

/** How an action ends. */
const outcome = <Answer>(work: Promise<Answer>): Promise<Answer | { kind: unknown; reason: unknown }> =>
  work.catch(({ kind, reason }) => ({ kind, reason }))

const HEARD = `window.heard = []; window.options = () => ({
  provider: { onMessage: ({ from, text }) => window.heard.push(from.type + ': ' + text) },
})`
const heard = ({ page }: LibraryPage): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard)

/** The transcript of a custom chat UI, and what it sends. */
export function messageScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test('a text is in the transcript at once, and keeps its id when the server has it', async ({
    converse,
    expect,
  }) => {
    const [shop] = await converse('async')
    const seen = await shop.page.evaluate(async () => {
      const page = window as unknown as MessagesPage
      const sent = page.chat.send('hello')
      while (page.messages.length === 0) await new Promise((resolve) => setTimeout(resolve))
      const { id, delivery } = page.messages[0] as ChatMessage
      await sent
      return { id, delivery }
    })
    expect(seen.delivery).toBe('sending')
    await shop.page.waitForFunction(
      (id) => {
        const [message] = (window as unknown as MessagesPage).messages
        return message?.raw && message.id === id
      },
      seen.id,
      { timeout: 10_000 },
    )
    expect(await lines(shop)).toEqual(['hello: sent'])
  })

  test('a text that the server refuses failed, and can be sent again', async ({
    converse,
    expect,
    transport,
  }) => {
    // In an asynchronous chat of GMS the widget answers at once, before it sends.
    const [shop, chat] = await converse(transport === 'gms' ? 'regular' : 'async')
    await shop.widget.agent.addFault({ status: 500, requests: ['send'], forMs: 60_000 })
    await shop.page.evaluate(() => (window as unknown as MessagesPage).chat.send('hello').catch(() => {}))
    await expect.poll(() => lines(shop)).toEqual(['hello: failed'])
    await shop.widget.agent.clearFaults()
    await shop.page.evaluate(() => {
      const { messages, transcript } = window as unknown as MessagesPage
      return transcript.retry(messages[0]?.id ?? '')
    })
    await expect.poll(() => lines(shop)).toEqual(['hello: sent'])
    expect(await textsOf(chat)).toEqual(['hello'])
  })

  test('onMessage is called once for what is said, and never for history', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async', { script: HEARD })
    await chat.say('hi')
    await shop.write('hello')
    await expect.poll(() => heard(shop)).toEqual(['agent: hi', 'customer: hello'])
    await shop.widget.reload()
    await shop.phase('active')
    await chat.say('again')
    await expect.poll(() => heard(shop)).toEqual(['agent: again'])
  })

  test('older pages are loaded until there are none', async ({ converse, expect, transport }) => {
    const [shop, chat] = await converse('async')
    for (let number = 1; number <= 45; number++) await chat.say(`text ${number}.`)
    await expect.poll(() => lines(shop), { timeout: 15_000 }).toHaveLength(45)
    await shop.widget.reload()
    await shop.phase('active')
    const sizes = await shop.page.evaluate(async () => {
      const page = window as unknown as MessagesPage
      const seen: number[] = []
      for (let load = 0; load < 6 && page.transcript.hasOlder; load++) {
        await page.transcript.loadOlder()
        await new Promise((resolve) => setTimeout(resolve, 50))
        seen.push(page.messages.length)
      }
      return seen
    })
    // One page of Genesys Cloud has all of it.
    expect(sizes.length).toBeGreaterThan(transport === 'genesys-cloud' ? 0 : 1)
    expect(await lines(shop)).toEqual(Array.from({ length: 45 }, (_, at) => `text ${at + 1}.`))
    expect(await shop.page.evaluate(() => (window as unknown as MessagesPage).transcript.hasOlder)).toBe(
      false,
    )
  })

  test('quick replies can be chosen, and are gone then', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async')
    await chat.join('Robo', 'Bot')
    await chat.offer({ text: 'Did that help?', quickReplies: ['Yes', 'No'] })
    await expect.poll(() => lines(shop)).toEqual(['Did that help?'])
    await shop.page.evaluate(async () => {
      const { chat: actions, messages } = window as unknown as MessagesPage
      const choice = messages[0]?.quickReplies.find(({ text }) => text === 'No')
      if (choice) await actions.send(choice)
    })
    await expect.poll(() => textsOf(chat)).toEqual(['No'])
    const left = () =>
      shop.page.evaluate(() =>
        (window as unknown as MessagesPage).messages.map(({ quickReplies }) => quickReplies.length),
      )
    await expect.poll(left).toEqual([0, 0])
  })

  test('a file is uploaded, or refused with the reason', async ({ converse, expect, transport }) => {
    const [shop] = await converse('async')
    const send = (name: string, type: string) =>
      outcome(
        shop.page.evaluate(
          async ([base64, fileName, fileType]) => {
            const bytes = Uint8Array.from(atob(base64 as string), (char) => char.charCodeAt(0))
            const file = new File([bytes], fileName as string, { type: fileType as string })
            const parts: number[] = []
            const onProgress = (part: number) => void parts.push(part)
            try {
              const result = await (window as unknown as MessagesPage).chat.sendFile(file, { onProgress })
              return { ...result, parts }
            } catch (error) {
              return { kind: (error as { kind: string }).kind }
            }
          },
          [PNG, name, type],
        ),
      )
    if (transport === 'genesys-cloud') {
      expect(await send('cat.png', 'image/png')).toEqual({ kind: 'unsupported' })
      return
    }
    expect(await send('cat.png', 'image/png')).toEqual({ status: 'sent', parts: [0, 1] })
    await expect.poll(() => lines(shop)).toEqual(['cat.png: sent'])
    expect(await send('note.txt', 'text/plain')).toEqual({ kind: 'file-type' })
    await expect.poll(() => lines(shop)).toEqual(['cat.png: sent', 'note.txt: failed'])
    const limits = await shop.page.evaluate(() => (window as unknown as MessagesPage).chat.getFileLimits())
    if (transport === 'gms') expect(limits).toMatchObject({ maxBytes: 5_242_880, remaining: 19 })
    else expect(limits).toBeNull()
  })

  test('a preprocessor changes what the window shows, and no signal', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async', {
      script: `window.preProcessor = ({ text }) => (text ? { text: text.replace('secret', '******') } : undefined)
        window.options = ({ textMarker }) => ({ provider: { closeSignals: [textMarker('secret word')] } })`,
    })
    await chat.say('secret word')
    await shop.phase('closed')
    await shop.page.locator(kind.parts.transcript).getByText('****** word').first().waitFor()
    expect(await shop.shown('secret word')).toBe(0)
    expect(await lines(shop)).toEqual(['secret word'])
  })

  test('a hook on a command changes what the window sends', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async', {
      script: `window.beforeSend = (data) => ({ ...data, message: data.message.replace(/\\d{4}/, '****') })`,
    })
    await shop.write('card 1234')
    await expect.poll(() => textsOf(chat)).toEqual(['card ****'])
  })

  test('opening and closing the window tell what they met', async ({ open, expect }) => {
    const shop = await open('regular')
    const run = (work: (chat: ChatLifecycle) => Promise<unknown>) =>
      shop.page.evaluate(async (source) => {
        const { chat } = window as unknown as MessagesPage
        const call = new Function(`return ${source}`)() as (chat: ChatLifecycle) => Promise<unknown>
        return call(chat).catch(({ kind, reason }: { kind: string; reason: string }) => ({ kind, reason }))
      }, String(work))
    // The page has no policy that forbids this.
    expect(await run((chat) => chat.openWindow({ form: { firstname: 'Jo' } }))).toEqual({ status: 'form' })
    expect(await run((chat) => chat.openWindow({ form: { firstname: 'Jo' } }))).toMatchObject({
      kind: 'rejected',
    })
    expect(await run((chat) => chat.closeWindow())).toEqual({ status: 'asking' })
    expect(await run((chat) => chat.openWindow())).toEqual({ status: 'form' })
    await shop.widget.reload()
    await shop.phase('idle')
    expect(
      await run((chat) => chat.openWindow({ form: { firstname: 'Jo', lastname: 'Doe', autoSubmit: true } })),
    ).toEqual({ status: 'started' })
    expect(await run((chat) => chat.openWindow())).toEqual({ status: 'joined' })
    await shop.widget.reload()
    await shop.opened()
    expect(await run((chat) => chat.openWindow())).toEqual({ status: 'joined' })
  })
}
