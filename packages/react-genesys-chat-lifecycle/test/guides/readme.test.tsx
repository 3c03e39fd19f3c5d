import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType, ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatEndGuard, GenesysChatProvider } from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { readRecipe, recipeNames } from './readGuide.ts'

/** A widget that is being loaded, as all copies of the library on a page know it. */
const LOADING = Symbol.for('react-genesys-chat-lifecycle/loading@1')

beforeEach(() => void vi.useFakeTimers())
const cleanups: (() => void)[] = []
afterEach(() => {
  for (const undo of cleanups.splice(0)) undo()
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
  document.head.replaceChildren()
  // The recipe that loads the widget has configured it.
  const left = globalThis as { [LOADING]?: unknown; _genesys?: unknown }
  delete left[LOADING]
  delete left._genesys
})

const advance = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))
const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }))
const provided = (content: ReactNode): ReactNode => <GenesysChatProvider>{content}</GenesysChatProvider>
const page = (): string => document.body.textContent ?? ''

interface Recipe {
  /** Puts the recipe on the page. */
  show(): Promise<void>
  /** What the widget's own script does when it has loaded. */
  loaded?(): void
  /** Does what can fail, while the server fails. */
  fail(testBus: TestBus): void | Promise<void>
  readonly failed: RegExp
  /** Writes into the closed segment. */
  hold(testBus: TestBus): void | Promise<void>
  readonly held: RegExp
}

const sayInWidget = (testBus: TestBus): void => act(() => testBus.customer.say('thank you'))
const write = (): void => {
  const field = screen.getByLabelText<HTMLInputElement>('Message')
  fireEvent.change(field, { target: { value: 'thank you' } })
  fireEvent.submit(field.closest('form') ?? field)
}
/** A held text that the server does not take. */
async function failToSend(testBus: TestBus): Promise<void> {
  testBus.server.recover()
  testBus.agent.setState('Completed')
  await testBus.settle()
  sayInWidget(testBus)
  await testBus.settle()
  testBus.server.fail(500)
  press('Send as a new request')
}

const recipes: Record<string, Recipe> = {
  'A chat button': {
    async show() {
      const { ChatButton } = await readRecipe<{ ChatButton: ComponentType }>('A chat button')
      render(provided(<ChatButton />))
    },
    fail: failToSend,
    failed: /That did not work. Your message is kept/,
    hold: sayInWidget,
    held: /has not been sent yet/,
  },
  'A custom chat UI': {
    async show() {
      const { Chat } = await readRecipe<{ Chat: ComponentType }>('A custom chat UI')
      render(provided(<Chat />))
    },
    fail: write,
    failed: /That did not work/,
    hold: write,
    held: /has not been sent yet/,
  },
  'Custom rendering': {
    async show() {
      const { Guard } = await readRecipe<{ Guard: ComponentType }>('Custom rendering')
      render(provided(<Guard />))
    },
    fail: failToSend,
    failed: /Your message was not sent/,
    hold: sayInWidget,
    held: /has not been sent yet/,
  },
  'Log out on a shared device': {
    async show() {
      type Module = { LogOut: ComponentType<{ onDone: () => void }> }
      const { LogOut } = await readRecipe<Module>('Log out on a shared device')
      const guard = <ChatEndGuard key="guard" followUps="confirm" />
      render(provided([guard, <LogOut key="button" onDone={() => {}} />]))
    },
    fail: () => press('Log out'),
    failed: /could not be ended/,
    // The next customer must not read it.
    async hold(testBus) {
      sayInWidget(testBus)
      await testBus.settle()
      expect(page()).toMatch(/thank you/)
      press('Log out')
    },
    held: /^(?!.*thank you)/s,
  },
  'Load the widget': {
    async show() {
      const { Page } = await readRecipe<{ Page: ComponentType<{ children: ReactNode }> }>('Load the widget')
      render(<Page>content</Page>)
    },
    loaded: () => document.querySelector('script')?.dispatchEvent(new Event('load')),
    fail: (testBus) => testBus.server.offline(),
    failed: /You are offline/,
    hold: sayInWidget,
    held: /has not been sent yet/,
  },
  'Without React': {
    async show() {
      type Module = { mountChat: (status: HTMLElement, form: HTMLFormElement) => () => void }
      const { mountChat } = await readRecipe<Module>('Without React')
      document.body.innerHTML =
        '<p></p><form><input name="text" aria-label="Message"><output></output></form>'
      const [status, form] = [document.querySelector('p'), document.querySelector('form')]
      if (status && form) cleanups.push(mountChat(status, form))
      cleanups.push(() => document.body.replaceChildren())
    },
    fail: write,
    failed: /Your message was not sent. Try again/,
    async hold(testBus) {
      // Only a guard holds a text, whoever sends it.
      render(provided(<ChatEndGuard followUps="confirm" />))
      await advance(1_000)
      await testBus.settle()
      write()
    },
    held: /Your message is held/,
  },
}

it('every recipe of the README is driven here', () => {
  expect(Object.keys(recipes)).toEqual(recipeNames)
})

describe.each(Object.entries(recipes))('%s', (_, recipe) => {
  it('says that the chat is loading, then that it is not available, then neither', async () => {
    const testBus = await show(recipe)
    expect(page()).toMatch(/is loading/)
    await advance(31_000)
    expect(page()).toMatch(/not available/)
    await startWidget(testBus, recipe)
    expect(page()).not.toMatch(/is loading|not available/)
  })

  it('says what failed in a chat with an agent', async () => {
    const testBus = await showChat(recipe)
    expect(page()).not.toMatch(/is loading|not available/)
    expect(page()).not.toMatch(recipe.failed)
    testBus.server.fail(500)
    await recipe.fail(testBus)
    await testBus.settle()
    await advance(15_000)
    expect(page()).toMatch(recipe.failed)
  })

  it('says that a text is held', async () => {
    const testBus = await showChat(recipe)
    testBus.agent.setState('Completed')
    await testBus.settle()
    await recipe.hold(testBus)
    await testBus.settle()
    expect(page()).toMatch(recipe.held)
  })
})

it('the chat button says when the window does not open', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { ChatButton } = await readRecipe<{ ChatButton: ComponentType }>('A chat button')
  const testBus = createTestBus({ webChat: false, advanceTimers: advance })
  render(<GenesysChatProvider bus={testBus.bus}>{<ChatButton />}</GenesysChatProvider>)
  testBus.start()
  await testBus.settle()
  press('Chat with us')
  await advance(15_000)
  expect(page()).toMatch(/The chat did not open/)
})

async function show(recipe: Recipe): Promise<TestBus> {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const testBus = createTestBus({ async: true, advanceTimers: advance })
  cleanups.push(() => testBus.dispose())
  await recipe.show()
  await advance(0)
  return testBus
}

async function startWidget(testBus: TestBus, { loaded }: Recipe): Promise<void> {
  cleanups.push(testBus.install(window))
  testBus.start()
  await advance(0)
  loaded?.()
  // The page is searched twice a second.
  await advance(1_000)
  await testBus.settle()
}

async function showChat(recipe: Recipe): Promise<TestBus> {
  const testBus = await show(recipe)
  await startWidget(testBus, recipe)
  // Without a window, everything is shown in the page.
  testBus.customer.start()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
  return testBus
}
