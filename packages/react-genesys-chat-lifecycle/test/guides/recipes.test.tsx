import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType, ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { GenesysChatProvider } from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { readGuide } from './readGuide.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const advance = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))

/** A chat in which an agent is there, with the component of a guide. */
async function show(content: ReactNode, isAsync = false): Promise<TestBus> {
  const testBus = createTestBus({ async: isAsync, advanceTimers: advance })
  render(<GenesysChatProvider bus={testBus.bus}>{content}</GenesysChatProvider>)
  testBus.start()
  await testBus.settle()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
  return testBus
}

const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }))

async function showSurvey(sendRating: () => Promise<void>): Promise<TestBus> {
  vi.stubGlobal('sendRating', sendRating)
  const { GuardWithRating } = await readGuide<{ GuardWithRating: ComponentType }>('surveys', 2)
  const testBus = await show(<GuardWithRating />)
  testBus.agent.setState('Completed')
  await testBus.settle()
  expect(screen.getByRole('dialog')).toBeDefined()
  expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(0)
  return testBus
}

it('the survey is sent before the chat ends', async () => {
  const sendRating = vi.fn(() => Promise.resolve())
  const testBus = await showSurvey(sendRating)
  press('4')
  await testBus.settle()
  expect(sendRating).toHaveBeenCalledWith(expect.any(String), 4, expect.any(AbortSignal))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
})

it('the chat ends without the survey when the customer does not want it, or does not answer', async () => {
  for (const leave of [() => press('Not now'), () => advance(121_000)]) {
    const sendRating = vi.fn(() => Promise.resolve())
    const testBus = await showSurvey(sendRating)
    await leave()
    await testBus.settle()
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(sendRating).not.toHaveBeenCalled()
    expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
    cleanup()
  }
})

it('an idle customer is warned, can stay, and is taken out of the chat', async () => {
  const { IdleWarning } = await readGuide<{ IdleWarning: ComponentType }>('idle', 1)
  const testBus = await show(<IdleWarning />)
  await advance(4 * 60_000)
  expect(screen.getByRole('alertdialog').textContent).toMatch(/The chat will end in \d+ seconds/)
  press('I am still here')
  expect(screen.queryByRole('alertdialog')).toBeNull()
  await advance(5 * 60_000)
  await testBus.settle()
  expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
})

it('held texts can be sent and discarded', async () => {
  const { HeldTexts } = await readGuide<{ HeldTexts: ComponentType }>('follow-ups', 2)
  const testBus = await show(<HeldTexts />, true)
  testBus.agent.setState('Completed')
  await testBus.settle()
  const said = (): string[] => testBus.centre.session.messages.map(({ text }) => text ?? '')
  for (const text of ['first', 'second']) {
    act(() => testBus.customer.say(text))
    await testBus.settle()
  }
  expect(screen.getByText('first')).toBeDefined()
  fireEvent.click(screen.getAllByRole('button', { name: /Discard/ })[0] ?? screen.getByRole('dialog'))
  expect(screen.queryByText('first')).toBeNull()
  press('Send as a new request')
  await testBus.settle()
  expect(said()).toContain('second')
  expect(said()).not.toContain('first')
})

it('the chat button opens the window', async () => {
  const { ChatButton } = await readGuide<{ ChatButton: ComponentType }>(
    'quick-start-widgets',
    'ChatButton.tsx',
  )
  const testBus = createTestBus({ advanceTimers: advance })
  render(
    <GenesysChatProvider bus={testBus.bus}>
      <ChatButton />
    </GenesysChatProvider>,
  )
  expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true)
  testBus.start()
  await testBus.settle()
  press('Chat with us')
  await testBus.settle()
  expect(testBus.commandsNamed('WebChat.open')).toHaveLength(1)
})
