import { cleanup } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RawChatMessage } from '../../src/index.ts'
import {
  GenesysChatProvider,
  textMarker,
  useGenesysChatMessages,
  useGenesysPreProcessor,
} from '../../src/index.ts'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

let show: (isShown: boolean) => void = () => {}
let texts: string[] = []

function Page(props: { change: Parameters<typeof useGenesysPreProcessor>[0] }) {
  const [isShown, setShown] = useState(true)
  show = setShown
  texts = useGenesysChatMessages().messages.map(({ text }) => text)
  return isShown ? <Changed {...props} /> : null
}

function Changed(props: { change: Parameters<typeof useGenesysPreProcessor>[0] }) {
  useGenesysPreProcessor(props.change)
  return null
}

const shout = ({ text }: RawChatMessage) => (text ? { text: text.toUpperCase() } : undefined)

async function changed(change: Parameters<typeof useGenesysPreProcessor>[0], options: AppOptions = {}) {
  return mountConversation({ guard: null, strict: true, children: <Page change={change} />, ...options })
}

const inWindow = (app: App) =>
  app.testBus.widget.state.transcript.filter(({ type }) => type !== 'injected').map(({ text }) => text)

async function says(app: App, text: string): Promise<void> {
  app.testBus.agent.say(text)
  await app.settle()
}

describe.each(['digital-channels', 'gms', 'genesys-cloud'] as const)('a preprocessor, on %s', (transport) => {
  it('changes what the window shows, while it is mounted, and once under StrictMode', async () => {
    const seen: (string | undefined)[] = []
    const change = (message: RawChatMessage) => {
      seen.push(message.text)
      return shout(message)
    }
    const app = await changed(change, { bus: { transport } })
    expect(app.sent('WebChatService.registerPreProcessor')).toBe(1)
    await says(app, 'hello')
    expect(inWindow(app)).toContain('HELLO')
    expect(seen.filter((text) => text === 'hello')).toHaveLength(1)

    await app.does(() => show(false))
    await says(app, 'bye')
    expect(inWindow(app)).toContain('bye')
    await app.does(() => show(true))
    await says(app, 'again')
    expect(inWindow(app)).toContain('AGAIN')
    expect(app.sent('WebChatService.registerPreProcessor')).toBe(1)
  })

  it('does not change signals, the transcript and onMessage', async () => {
    const heard: string[] = []
    const app = await changed(() => ({ text: 'something else' }), {
      bus: { transport },
      provider: {
        closeSignals: [textMarker('GenesysTerminateChat')],
        onMessage: ({ text }) => heard.push(text),
      },
    })
    await says(app, 'GenesysTerminateChat')
    expect(texts).toEqual(['GenesysTerminateChat'])
    expect(heard).toEqual(['GenesysTerminateChat'])
    expect(app.chat().closedSegment).toMatchObject({ signal: 'textMarker' })
  })
})

it('takes the latest function, without registering again', async () => {
  const app = await changed(shout)
  app.rerender({})
  await says(app, 'hello')
  expect(app.sent('WebChatService.registerPreProcessor')).toBe(1)
})

it('reports what the function throws, and shows the message as it was', async () => {
  const app = await changed(() => {
    throw new Error('mine')
  })
  await says(app, 'hello')
  expect(inWindow(app)).toContain('hello')
  expect(app.errors).toContainEqual(new Error('mine'))
})

it('reports what a function throws to the provider that it belongs to', async () => {
  const others: unknown[] = []
  const throwing = (message: string) => () => {
    throw new Error(message)
  }
  let mounted: App | undefined
  const app = await mountConversation({
    guard: null,
    children: (
      <>
        <Changed change={throwing('mine')} />
        <GenesysChatProvider bus={() => mounted?.testBus.bus} onError={(error) => others.push(error)}>
          <Changed change={throwing('theirs')} />
        </GenesysChatProvider>
      </>
    ),
  })
  mounted = app
  await app.wait(1_000)
  await says(app, 'hello')
  expect(new Set(app.errors.map(String))).toEqual(new Set(['Error: mine']))
  expect(new Set(others.map(String))).toEqual(new Set(['Error: theirs']))
})

it('is never called if it is no function, and development says so', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const app = await changed(5 as never)
  await says(app, 'hello')
  expect(inWindow(app)).toContain('hello')
  expect(error.mock.calls.flat().join()).toContain(
    'useGenesysPreProcessor(): expected a function, got 5. It is never called.',
  )
})
