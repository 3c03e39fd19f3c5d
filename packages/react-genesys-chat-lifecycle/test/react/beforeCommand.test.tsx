import { cleanup } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type BeforeGenesysCommand, useGenesysBeforeCommand } from '../../src/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { arrived } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

type Hook = BeforeGenesysCommand<'WebChatService.sendMessage'>
let show: (isShown: boolean) => void = () => {}

function Page(props: { hook: Hook }) {
  const [isShown, setShown] = useState(true)
  show = setShown
  return isShown ? <Hooked {...props} /> : null
}

function Hooked(props: { hook: Hook }) {
  useGenesysBeforeCommand('WebChatService.sendMessage', props.hook)
  return null
}

const hooked = (hook: Hook, options: AppOptions = {}): Promise<App> =>
  mountConversation({ guard: null, strict: true, children: <Page hook={hook} />, ...options })

async function says(app: App, text: string) {
  let result: ReturnType<typeof outcome> = {}
  await app.does(() => {
    result = outcome(app.chat().send(text))
  })
  await app.settle()
  return result
}

it('sees a command of the library and of the window, once each under StrictMode, until it is unmounted', async () => {
  const hook = vi.fn<Hook>()
  const app = await hooked(hook)
  await says(app, 'mine')
  await app.does(() => app.testBus.customer.say('from the window'))
  await app.settle()
  expect(hook.mock.calls.map(([{ message }]) => message)).toEqual(['mine', 'from the window'])
  await app.does(() => show(false))
  await says(app, 'unseen')
  expect(hook).toHaveBeenCalledTimes(2)
  expect(arrived(app)).toEqual(['mine', 'from the window', 'unseen'])
})

it('changes the data of a command', async () => {
  const app = await hooked((data) => ({ ...data, message: data.message.replace(/\d{16}/, '****') }))
  await says(app, 'card 1234567812345678')
  expect(arrived(app)).toEqual(['card ****'])
})

it('cancels a command with false, and whoever sent it is told', async () => {
  const app = await hooked(() => false)
  const { error } = await says(app, 'no')
  expect(error).toMatchObject({ kind: 'cancelled', command: 'WebChatService.sendMessage' })
  expect(arrived(app)).toEqual([])
})

it.each<[string, Hook]>([
  ['nothing', () => {}],
  ['a promise', (async () => false) as never],
  ['no object', (() => 'yes') as never],
])('lets the command pass that it answers with %s', async (_, hook) => {
  const app = await hooked(hook)
  await says(app, 'hello')
  expect(arrived(app)).toEqual(['hello'])
})

it('reports what the hook throws, and lets the command pass', async () => {
  const app = await hooked(() => {
    throw new Error('mine')
  })
  await says(app, 'hello')
  expect(arrived(app)).toEqual(['hello'])
  expect(app.errors).toEqual([new Error('mine')])
})

it('is called by the latest function', async () => {
  const calls: string[] = []
  const app = await mountConversation({ guard: null, children: <Turns calls={calls} /> })
  await app.does(() => turn('second'))
  await says(app, 'hello')
  expect(calls).toEqual(['second'])
})

it('is never called if it is no function, and a name that does not exist is told', async () => {
  const told = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')].map((each) =>
    each.mockImplementation(() => {}),
  )
  const app = await mountApp({ guard: null, children: <Wrong /> })
  await app.wait(3_000)
  const messages = told.flatMap(({ mock }) => mock.calls.flat()).join('\n')
  expect(messages).toContain(
    "useGenesysBeforeCommand('WebChatService.sendMessages'): expected a function, got 5. It is never called.",
  )
  expect(messages).toContain('Did you mean WebChatService.sendMessage?')
})

let turn: (name: string) => void = () => {}

function Turns({ calls }: { calls: string[] }) {
  const [name, setName] = useState('first')
  turn = setName
  useGenesysBeforeCommand('WebChatService.sendMessage', () => {
    calls.push(name)
  })
  return null
}

function Wrong() {
  useGenesysBeforeCommand('WebChatService.sendMessages', 5 as never)
  return null
}
