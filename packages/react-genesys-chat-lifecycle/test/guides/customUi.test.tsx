import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { GenesysChatProvider } from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { readGuide } from './readGuide.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

async function show(): Promise<TestBus> {
  const { Chat } = await readGuide<{ Chat: ComponentType }>('custom-ui', 'Chat.tsx')
  const testBus = createTestBus({
    async: true,
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
  })
  render(
    <GenesysChatProvider bus={testBus.bus}>
      <Chat />
    </GenesysChatProvider>,
  )
  return testBus
}

const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }))
async function write(testBus: TestBus, text: string): Promise<void> {
  const field = screen.getByLabelText<HTMLInputElement>('Message')
  fireEvent.change(field, { target: { value: text } })
  fireEvent.submit(field.closest('form') ?? field)
  await testBus.settle()
}
function pressStart(): void {
  fireEvent.change(screen.getByLabelText('Your name'), { target: { value: 'Joe' } })
  press('Chat with us')
}
async function startChat(testBus: TestBus): Promise<void> {
  testBus.start()
  await testBus.settle()
  pressStart()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
}

it('says that the chat is loading, then that it is not available', async () => {
  const testBus = await show()
  expect(screen.getByText('The chat is loading.')).toBeDefined()
  await act(() => vi.advanceTimersByTimeAsync(31_000))
  expect(screen.getByRole('alert').textContent).toMatch(/not available/)
  testBus.start()
  await testBus.settle()
  expect(screen.getByRole('button', { name: 'Chat with us' })).toBeDefined()
})

it('starts a chat, shows what both sides say, and asks about a text after the close', async () => {
  const testBus = await show()
  await startChat(testBus)
  await write(testBus, 'Hello')
  testBus.agent.say('How can I help?')
  await testBus.settle()
  expect(screen.getByText(/Hello/)).toBeDefined()
  expect(screen.getByText(/How can I help\?/)).toBeDefined()

  testBus.agent.setState('Completed')
  await testBus.settle()
  await write(testBus, 'thank you')
  expect(screen.getByText('Not sent yet')).toBeDefined()
  press('Send as a new request')
  await testBus.settle()
  expect(screen.queryByText('Not sent yet')).toBeNull()
  expect(testBus.centre.session.messages.some(({ text }) => text === 'thank you')).toBe(true)
})

it('offers a text that was not sent once more', async () => {
  const testBus = await show()
  await startChat(testBus)
  testBus.server.fail(500)
  await write(testBus, 'Hello')
  expect(screen.getByRole('button', { name: 'Discard' })).toBeDefined()
  testBus.server.recover()
  press('Try again')
  await testBus.settle()
  expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull()
  expect(testBus.centre.session.messages.filter(({ text }) => text === 'Hello')).toHaveLength(1)
})

it('says why a chat does not start', async () => {
  const testBus = await show()
  testBus.start()
  await testBus.settle()
  testBus.server.fail(500)
  pressStart()
  await testBus.settle()
  expect(screen.getByRole('alert').textContent).not.toBe('')
})

it('ends the chat, and offers another one', async () => {
  const testBus = await show()
  await startChat(testBus)
  press('End the chat')
  await testBus.settle()
  expect(screen.getByText('The chat has ended.')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Chat with us' })).toBeDefined()
})

it('shows links, files and choices as what they are, and nothing that could run', async () => {
  const testBus = await show()
  await startChat(testBus)
  const from = { type: 'Agent', participantId: 'a1', nickname: 'Anna' }
  testBus.server.deliver({ type: 'PushUrl', from, url: 'https://shop.example/a' })
  testBus.server.deliver({ type: 'PushUrl', from, url: 'javascript:alert(1)' })
  testBus.server.deliver({
    type: 'Structured',
    from,
    text: 'Did that help?',
    contentType: 'quick-replies',
    content: [{ text: 'Yes' }, { text: 'No' }],
  })
  await testBus.settle()
  const links = screen.getAllByRole<HTMLAnchorElement>('link').map(({ href }) => href)
  expect(links).toEqual(['https://shop.example/a'])
  expect(screen.getByText(/javascript:alert/)).toBeDefined()
  press('No')
  await testBus.settle()
  expect(screen.queryByRole('button', { name: 'Yes' })).toBeNull()
  expect(testBus.centre.session.messages.some(({ text }) => text === 'No')).toBe(true)
})

it('says what the customer types, and keeps a file that is refused with the reason', async () => {
  const testBus = await show()
  await startChat(testBus)
  fireEvent.change(screen.getByLabelText('Message'), { target: { value: 'h' } })
  await testBus.settle()
  expect(testBus.commandsNamed('WebChatService.sendTyping')).toHaveLength(1)
  const file = new File(['x'], 'note.txt', { type: 'text/plain' })
  fireEvent.change(screen.getByLabelText('Send a picture'), { target: { files: [file] } })
  await testBus.settle()
  expect(screen.getByText(/note\.txt/)).toBeDefined()
  expect(screen.getByText('This file cannot be sent.')).toBeDefined()
  expect(screen.queryByText(/does not answer/)).toBeNull()
})

it('counts what is said while the chat is hidden', async () => {
  const testBus = await show()
  await startChat(testBus)
  press('Hide the chat')
  testBus.agent.say('Are you there?')
  await testBus.settle()
  press('Show the chat (1 new)')
  await testBus.settle()
  expect(screen.getByRole('button', { name: 'Hide the chat' })).toBeDefined()
})

it('gives the customer a name of its own before the server has one', async () => {
  const testBus = await show()
  await startChat(testBus)
  testBus.server.fail(500)
  await write(testBus, 'Hello')
  expect(screen.getByText(/Hello/).textContent).toMatch(/^You: Hello/)
})
