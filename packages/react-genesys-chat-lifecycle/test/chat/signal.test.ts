import { describe, expect, it } from 'vitest'
import { allAgentsLeft } from '../../src/chat/signals/allAgentsLeft.ts'
import { interactionState } from '../../src/chat/signals/interactionState.ts'
import { detectClose } from '../../src/chat/signals/signal.ts'
import { textMarker } from '../../src/chat/signals/textMarker.ts'
import { readMessage } from '../../src/platform/genesys-widgets/readMessages.ts'
import type { ServerMessage } from '../../src/platform/message.ts'

const read = (raw: object): ServerMessage => {
  const message = readMessage(raw)
  if (!message) throw new Error('expected a message')
  return message
}

describe('detectClose', () => {
  const message = read({ type: 'Text', text: 'End', from: { type: 'Bot' } })
  const fault = new Error('no')
  const throws = (): never => {
    throw fault
  }
  const detect = (...detects: (() => unknown)[]) => {
    const errors: unknown[] = []
    const signals = detects.map((each, i) => ({ name: `${i}`, detect: each as never }))
    return { close: detectClose(message, signals, (error) => errors.push(error)), errors }
  }

  it('returns what the first signal says that recognizes the message', () => {
    const { close } = detect(
      () => null,
      () => 'finalizing',
      () => 'completed',
    )
    expect(close).toEqual({ state: 'finalizing', signal: '1' })
  })

  it('reports a signal that throws, and asks the others', () => {
    expect(detect(throws, () => 'completed')).toEqual({
      close: { state: 'completed', signal: '1' },
      errors: [fault],
    })
  })

  it('returns null when signals return anything else', () => {
    const { close } = detect(
      () => 'closed',
      () => true,
      () => undefined,
    )
    expect(close).toBeNull()
    expect(detectClose(message, [allAgentsLeft()], throws)).toBeNull()
  })

  it('never asks about the customer’s own messages', () => {
    const own = read({ type: 'Text', text: 'End', from: { type: 'Client' } })
    expect(detectClose(own, [{ name: 'any', detect: () => 'completed' }], throws)).toBeNull()
    expect(detectClose(own, [{ name: 'any', detect: throws }], throws)).toBeNull()
  })
})

describe('interactionState', () => {
  const detect = (state: string, states?: string[]) =>
    interactionState(states).detect?.(
      read({
        type: 'System',
        event: 'InteractionStateChange',
        data: { interactionState: state },
        from: { type: 'System' },
      }),
    )

  it('detects Finalizing and Completed by default', () => {
    expect([detect('Finalizing'), detect('Completed'), detect('Parked')]).toEqual([
      'finalizing',
      'completed',
      null,
    ])
  })

  it('detects the given states only; all but Finalizing complete the segment', () => {
    expect([detect('Parked', ['Parked']), detect('Completed', ['Parked'])]).toEqual(['completed', null])
  })
})

describe('textMarker', () => {
  const from = { type: 'System' }
  const detect = (pattern: RegExp, raw: object) => textMarker(pattern).detect?.(read(raw))

  it('detects a text that matches', () => {
    expect(detect(/^End$/, { text: 'End', from })).toBe('completed')
    expect(detect(/^End$/, { text: 'The End', from })).toBeNull()
    expect(detect(/^end$/i, { text: 'END', from })).toBe('completed')
  })

  it('ignores unknown senders and empty texts, whatever the pattern', () => {
    expect(detect(/End/, { text: 'End' })).toBeNull()
    expect(detect(/.*/, { text: '', from })).toBeNull()
  })

  it.each([/End/g, /End/y, /End/gimsuy])('detects the text every time with %s', (pattern) => {
    const marker = textMarker(pattern)
    const message = read({ text: 'End', from })
    expect([1, 2, 3].map(() => marker.detect?.(message))).toEqual(['completed', 'completed', 'completed'])
  })
})

describe('allAgentsLeft', () => {
  const person = (isHere: boolean) => ({
    id: 'a',
    name: 'Anna',
    type: 'agent' as const,
    isHere,
    joinedAt: null,
    order: null,
  })

  it('detects that everybody has left, if anybody was there', () => {
    const { detectAbsence } = allAgentsLeft()
    expect(detectAbsence?.([])).toBe(false)
    expect(detectAbsence?.([person(false)])).toBe(true)
    expect(detectAbsence?.([person(false), person(true)])).toBe(false)
  })

  it('waits 30 seconds for the next agent, or as long as it is told', () => {
    expect(allAgentsLeft().graceMs).toBe(30_000)
    expect(allAgentsLeft({ graceMs: 5 }).graceMs).toBe(5)
  })
})
