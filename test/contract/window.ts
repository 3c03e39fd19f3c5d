import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { dataOf, namesSince, readSeen } from './reading.ts'

const NOTICE = { type: 'text', text: 'a notice' }
const NO_CHAT = { outcome: 'rejected', value: 'No chat session to inject into.' }

/** WebChat: the window and what can be done to it. */
export function windowContract(test: ContractTest): void {
  test('opens, submits a form, starts a chat: each is told, with the customer’s data', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    expect(namesSince(page).filter((name) => name !== 'App.ready' && !name.endsWith('.ready'))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChat.opened',
      'WebChat.submitted',
      'WebChatService.started',
      'WebChatService.data.sessionActive',
      'WebChat.started',
      'WebChatService.messageReceived',
      'WebChat.messageAdded',
    ])
    expect(dataOf(page, 'WebChat.submitted')).toMatchObject({ form: { firstname: 'Joe', lastname: 'Doe' } })
    expect(await page.see()).toMatchObject({ open: true, inputEnabled: true, texts: ['Chat Started'] })
    expect(await page.run(({ bus }) => bus.data('WebChat.open'))).toBe(true)
  })

  test('cannot be opened twice, nor closed twice', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChat.close')).toEqual({ outcome: 'rejected', value: 'already closed' })
    await page.command('WebChat.open')
    await page.quiet()
    expect(await page.command('WebChat.open')).toEqual({ outcome: 'rejected', value: 'already opened' })
  })

  test('has no chat to end before there is one', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChat.endChat')).toEqual({
      outcome: 'rejected',
      value: 'there is no active chat session to end',
    })
  })

  test('closed without a chat: cancelled, then closed', async ({ open }) => {
    const page = await open('regular')
    await page.command('WebChat.open')
    await page.quiet()
    const since = page.events.length
    await page.command('WebChat.close')
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChat.cancelled', 'WebChat.closed'])
  })

  test('asks before it closes on a form that is half filled in: the command stays pending', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.command('WebChat.open', { form: { firstname: 'Joe' } })
    await page.quiet()
    expect(await page.command('WebChat.close', {}, 1500)).toMatchObject({ outcome: 'never settled' })
    expect((await page.see()).open).toBe(true)
  })

  test('is closed at once for those who ask, and half a second later for those who listen', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    const seen = await page.run(async ({ bus, wait }) => {
      let told = false
      bus.subscribe('WebChat.closed', () => {
        told = true
      })
      const closing = bus.command('WebChat.close')
      await wait(200)
      return { open: bus.data('WebChat.open'), told, command: closing.state() }
    })
    expect(seen).toEqual({ open: false, told: false, command: 'pending' })
    await page.waitFor('WebChat.closed', { since: 0 })
  })

  test('minimizes and comes back', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.command('WebChat.minimize', { minimized: true })
    expect((await page.see()).minimized).toBe(true)
    await page.command('WebChat.minimize')
    await page.quiet()
    expect((await page.see()).minimized).toBe(false)
    expect(namesSince(page, since)).toEqual(['WebChat.minimized', 'WebChat.unminimized'])
  })

  test('shows no change of state, and goes on taking text', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await page.agent.state('Finalizing')
    await page.agent.state('Completed')
    await page.quiet()
    expect(await page.see()).toMatchObject({ texts: ['Chat Started', 'Anna Connected'], inputEnabled: true })
  })

  test('a notice is taken once the customer’s joining was shown, also while minimised', async ({ open }) => {
    const page = await open('async')
    expect(await page.command('WebChat.injectMessage', NOTICE)).toEqual(NO_CHAT)
    await page.command('WebChat.open')
    await page.quiet()
    expect(await page.command('WebChat.injectMessage', NOTICE)).toEqual(NO_CHAT)
    await page.run(({ bus }) => void bus.command('WebChatService.startChat', { form: { firstname: 'Joe' } }))
    await page.waitFor('WebChat.messageAdded', { since: 0 })
    await page.command('WebChat.minimize', { minimized: true })
    await page.quiet()
    const since = page.events.length
    expect(await page.command('WebChat.injectMessage', NOTICE)).toMatchObject({ outcome: 'resolved' })
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChat.messageAdded'])
    expect(dataOf(page, 'WebChat.messageAdded')).toMatchObject({
      data: {
        type: 'injected',
        text: 'a notice',
        bHTML: false,
        bubble: { direction: 'none', avatar: false },
      },
    })
    expect((await page.see()).texts).toEqual(['Chat Started', 'a notice'])
  })

  test('text is text, html is html, and a link in a text becomes one', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.command('WebChat.injectMessage', { type: 'text', text: '<b>bold</b>' })
    await page.command('WebChat.injectMessage', { type: 'html', text: '<i>slanted</i>' })
    await page.command('WebChat.injectMessage', { type: 'text', text: 'see https://example.org/a' })
    await page.quiet()
    const [, bold, slanted, link] = (await page.see()).texts
    expect([bold, slanted, link]).toEqual(['<b>bold</b>', 'slanted', 'see https://example.org/a'])
    const told = page.events
      .filter(({ event }) => event === 'WebChat.messageAdded')
      .map(({ data }) => (data as { data: { text: string; bHTML: boolean } }).data)
    expect(told.slice(-3).map(({ bHTML }) => bHTML)).toEqual([false, true, false])
    expect(told.at(-1)?.text).toBe(
      'see <a href="https://example.org/a" target="_blank">https://example.org/a</a>',
    )
  })

  test('a closed window takes no notice; opened again it does, with a blank transcript', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.command('WebChat.close')
    await page.waitFor('WebChat.closed', { since: 0 })
    expect(await page.command('WebChat.injectMessage', NOTICE)).toEqual(NO_CHAT)
    await page.agent.state('Finalizing')
    await page.quiet()
    await page.command('WebChat.open')
    await page.quiet()
    expect((await page.see()).texts).toEqual([])
    await page.command('WebChat.injectMessage', NOTICE)
    expect((await page.see()).texts).toEqual(['a notice'])
  })

  test('what arrives while the window is closed is announced, and not seen when it is opened', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await page.quiet()
    await page.command('WebChat.close')
    await page.waitFor('WebChat.closed', { since: 0 })
    const since = page.events.length
    await page.agent.say('anybody there?')
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChatService.messageReceived', 'WebChat.messageAdded'])
    await page.command('WebChat.open')
    await page.quiet()
    expect((await page.see()).texts).toEqual([])
  })

  test('a regular chat that is alive brings its window back when that is closed', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    expect(await page.command('WebChat.close')).toMatchObject({ outcome: 'resolved' })
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChat.closed', 'WebChatService.restored', 'WebChat.opened'])
    expect(await page.see()).toMatchObject({ open: true, texts: [], inputEnabled: true })
    expect(await page.command('WebChat.injectMessage', NOTICE)).toMatchObject({ outcome: 'resolved' })
  })

  test('the customer’s words leave the input at once, also when a hook cancels them', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.run(({ bus }) => void bus.before('WebChatService.sendMessage', () => undefined))
    await page.customer.say('kept back')
    await page.quiet()
    expect(await page.see()).toMatchObject({ draft: '', texts: ['Chat Started'] })
  })

  test('a hook of WebChat.open sees who opens the window: the page, and a restore', async ({ open }) => {
    const page = await open('async', (inPage) => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      inPage.CXBus.subscribe('App.ready', () => {
        inPage.bus.before('WebChat.open', (data) => {
          seen.push(data?.restoring ? 'a restore' : 'the page')
          return data
        })
      })
    })
    await page.customer.startChat()
    expect(await page.run(readSeen)).toEqual(['the page'])
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChat.opened', { since })
    expect(await page.run(readSeen)).toEqual(['a restore'])
  })

  test('an overlay shows what it is given while the window is open, until it is hidden', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChat.showOverlay', { html: 'a question' })).toMatchObject({
      outcome: 'rejected',
    })
    await page.customer.startChat()
    await page.command('WebChat.showOverlay', { html: '<p>a question</p>', mode: 'fit' })
    expect((await page.see()).overlay).toBe('a question')
    expect(await page.command('WebChat.hideOverlay')).toMatchObject({ outcome: 'resolved' })
    expect((await page.see()).overlay).toBeUndefined()
  })

  test('a regular chat that began without a window: opening one restores it, and no notice gets in', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    await page.quiet()
    await page.run(({ bus }) => void bus.command('WebChat.open'))
    await page.waitFor('WebChat.opened', { since: 0 })
    await page.quiet()
    expect(await page.see()).toMatchObject({ open: true, inputEnabled: true, texts: [] })
    expect(await page.command('WebChat.injectMessage', NOTICE)).toEqual(NO_CHAT)
  })
}
