import { act, render } from '@testing-library/react'
import { createMessengerBus, type MessengerBus, type MessengerPlugin } from 'genesys-models/messenger'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import type { ChatLifecycle } from '../../src/index.ts'
import { GenesysMessengerProvider, type GenesysMessengerProviderProps } from '../../src/messenger.ts'
import { Watch } from './app.tsx'

export interface RawPage {
  bus: MessengerBus
  service: MessengerPlugin
  chat: () => ChatLifecycle
  log: string[]
  unmount: () => void
  mount: () => void
  publish: (...events: [name: string, data?: unknown][]) => Promise<void>
}

/** A provider on a bus whose service says what the test says. */
export async function openRaw(props: GenesysMessengerProviderProps = {}): Promise<RawPage> {
  const bus = createMessengerBus({ logError: () => {} })
  const service = bus.registerPlugin('MessagingService') as MessengerPlugin
  service.registerCommand('clearTypingTimeout', ({ resolve }) => resolve())
  service.ready()
  const log: string[] = []
  let latest: ChatLifecycle | undefined
  const tree = (): ReactNode => (
    <GenesysMessengerProvider
      genesys={() => bus.genesys}
      onSegmentClosed={() => log.push('closed')}
      onSegmentReopened={() => log.push('reopened')}
      onEnded={({ reason }) => log.push(`ended ${reason}`)}
      onError={({ message }) => log.push(`error ${message}`)}
      {...props}
    >
      <Watch
        onChange={(chat) => {
          latest = chat
        }}
      />
      {props.children}
    </GenesysMessengerProvider>
  )
  let rendered = render(tree())
  const wait = (): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(50))
  await wait()
  return {
    bus,
    service,
    chat: () => latest as ChatLifecycle,
    log,
    unmount: () => rendered.unmount(),
    mount: () => {
      rendered = render(tree())
    },
    async publish(...events) {
      for (const [name, data] of events) service.publish(name, data)
      await wait()
    },
  }
}
