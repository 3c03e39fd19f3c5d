import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { type OpenWidget, startWidget } from '../chromium/startWidget.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let widget: OpenWidget
let built: Awaited<ReturnType<typeof simulatorWidget.prepare>>

beforeAll(async () => {
  built = await simulatorWidget.prepare()
  widget = await startWidget(simulatorWidget, built.folders, {
    mode: 'regular',
    webchat: { uploadsEnabled: true },
  })
})
afterAll(async () => {
  await widget?.close()
  await built?.remove()
})

test('the simulator’s window sends an image and shows it, and says why another file is refused', async () => {
  const { page } = widget
  const chat = await widget.startChat()
  const choose = async (file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Send an image' }).click()
    await (await chooser).setFiles(file)
  }

  await choose({ name: 'cat.png', mimeType: 'image/png', buffer: PNG })
  const image = page.getByRole('log').getByRole('img', { name: 'cat.png' })
  await image.waitFor()
  expect(await image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(1)
  expect((await chat.messages()).messages.at(-1)).toMatchObject({ type: 'Structured' })

  await choose({ name: 'cat.txt', mimeType: 'text/plain', buffer: PNG })
  await page.getByRole('alert').getByText('Please send an image').waitFor()

  await widget.command('WebChatService.endChat')
  await page.getByText('Chat Ended').waitFor()
  expect(await page.getByRole('button', { name: 'Send an image' }).isDisabled()).toBe(true)
  expect(widget.pageErrors).toEqual([])
})
