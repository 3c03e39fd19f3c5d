import { act, render } from '@testing-library/react'
import { createReplayBus, type ReplayBus, type ReplayBusOptions, replay } from 'genesys-models/replay'
import { useLayoutEffect } from 'react'
import { vi } from 'vitest'
import {
  type ChatEnd,
  ChatEndGuard,
  type ChatEndGuardProps,
  type ChatLifecycle,
  type ChatState,
  type ClosedSegment,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useGenesysChatLifecycle,
} from '../../src/index.ts'
import { recording } from './recordings.ts'

/** What an application saw while a recording was played. */
export interface Played {
  bus: ReplayBus
  /** The state at the end. */
  state: () => ChatLifecycle
  /** The phases, each as often as it was entered. */
  phases: ChatState['phase'][]
  closed: ClosedSegment[]
  reopened: ClosedSegment[]
  ended: ChatEnd[]
  closings: string[]
  /** Commands that change the chat: what a guard sends. */
  sent: (name: string) => number
  unmount: () => void
}

function Watch({ onChange }: { onChange: (chat: ChatLifecycle) => void }) {
  const chat = useGenesysChatLifecycle()
  useLayoutEffect(() => onChange(chat))
  return null
}

/** Mounts an application on a bus and plays a recording of the real widget, with the bus's own asynchrony. */
export async function play(
  name: string,
  {
    provider = {},
    guard = {},
    bus: busOptions = {},
    remount = true,
  }: {
    provider?: GenesysChatProviderProps
    guard?: ChatEndGuardProps | null
    bus?: ReplayBusOptions
    /** Whether `page reload` mounts the application anew, as a reload does. */
    remount?: boolean
  } = {},
): Promise<Played> {
  const bus = createReplayBus({
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    ...busOptions,
  })
  const phases: Played['phases'] = []
  const closings: string[] = []
  const closed: ClosedSegment[] = []
  const reopened: ClosedSegment[] = []
  const ended: ChatEnd[] = []
  let latest: ChatLifecycle | undefined

  const watch = (chat: ChatLifecycle) => {
    latest = chat
    if (phases.at(-1) !== chat.phase) phases.push(chat.phase)
    if (chat.closedSegment && closings.at(-1) !== chat.closedSegment.key)
      closings.push(chat.closedSegment.key)
  }
  const mount = () =>
    render(
      <GenesysChatProvider
        bus={bus.bus}
        onSegmentClosed={(closedSegment) => closed.push(closedSegment)}
        onSegmentReopened={(closedSegment) => reopened.push(closedSegment)}
        onEnded={(end) => ended.push(end)}
        {...provider}
      >
        <Watch onChange={watch} />
        {guard && <ChatEndGuard {...guard} />}
      </GenesysChatProvider>,
    )
  let page = mount()
  await replay(bus, recording(name), {
    onMark: (mark) => {
      if (mark !== 'page reload' || !remount) return
      page.unmount()
      page = mount()
    },
  })
  await bus.wait(20_000)
  return {
    bus,
    state: () => {
      if (!latest) throw new Error('nothing was rendered')
      return latest
    },
    phases,
    closings,
    closed,
    reopened,
    ended,
    sent: (command) => bus.commandsNamed(command).length,
    unmount: () => page.unmount(),
  }
}
