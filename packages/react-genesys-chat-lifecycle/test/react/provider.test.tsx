import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GenesysChatProvider, type GenesysChatProviderProps } from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'

let testBus: TestBus

beforeEach(() => {
  vi.useFakeTimers()
  testBus = createTestBus({
    async: true,
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
  })
})
afterEach(() => {
  testBus.dispose()
  vi.useRealTimers()
})

/** A conversation under a provider, and the way to render it with other props. */
async function conversation(props: GenesysChatProviderProps) {
  const bus = (): TestBus['bus'] => testBus.bus
  const page = render(<GenesysChatProvider bus={bus} {...props} />)
  testBus.start()
  await testBus.settle()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
  return {
    page,
    rerender: (next: GenesysChatProviderProps) => page.rerender(<GenesysChatProvider bus={bus} {...next} />),
  }
}

const closeSegment = async (): Promise<void> => {
  testBus.agent.setState('Completed')
  await testBus.settle()
}

describe('the options of a provider', () => {
  it('are those of the last render: a callback that is no longer passed is no longer called', async () => {
    const [onSegmentClosed, onEnded] = [vi.fn(), vi.fn()]
    const { rerender } = await conversation({ onSegmentClosed, onEnded })
    rerender({ onEnded })
    await closeSegment()
    testBus.customer.end()
    await testBus.settle()
    expect(onSegmentClosed).not.toHaveBeenCalled()
    expect(onEnded).toHaveBeenCalledTimes(1)
  })

  it('are those of the last render: a callback that is replaced is called in place of the first', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const { rerender } = await conversation({ onSegmentClosed: first })
    rerender({ onSegmentClosed: second })
    await closeSegment()
    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledTimes(1)
  })

  it('return to their defaults when they are no longer passed', async () => {
    const onSegmentClosed = vi.fn()
    const { rerender } = await conversation({ closeSignals: [], onSegmentClosed })
    await closeSegment()
    expect(onSegmentClosed).not.toHaveBeenCalled()
    rerender({ onSegmentClosed })
    await closeSegment()
    expect(onSegmentClosed).toHaveBeenCalledTimes(1)
  })

  it('are read by a callback that was passed before the bus was there', async () => {
    const onSegmentClosed = vi.fn()
    let bus: TestBus['bus'] | undefined
    const page = render(<GenesysChatProvider bus={() => bus} onSegmentClosed={() => {}} />)
    page.rerender(<GenesysChatProvider bus={() => bus} onSegmentClosed={onSegmentClosed} />)
    bus = testBus.bus
    testBus.start()
    await testBus.wait(1_000)
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.join()
    await testBus.settle()
    await closeSegment()
    expect(onSegmentClosed).toHaveBeenCalledTimes(1)
  })
})
