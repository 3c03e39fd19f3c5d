import { afterEach, describe, expect, it, vi } from 'vitest'
import { allAgentsLeft } from '../../src/chat/signals/allAgentsLeft.ts'
import { interactionState } from '../../src/chat/signals/interactionState.ts'
import { detectClose } from '../../src/chat/signals/signal.ts'
import { textMarker } from '../../src/chat/signals/textMarker.ts'
import type { ServerMessage } from '../../src/platform/message.ts'
import { readMessage } from '../support/read.ts'

const read = (raw: object): ServerMessage => {
  const message = readMessage(raw)
  if (!message) throw new Error('expected a message')
  return message
}

afterEach(() => void vi.restoreAllMocks())

/** What the console is told in development. */
const consoleErrors = () => vi.spyOn(console, 'error').mockImplementation(() => {}).mock.calls

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
  const stateChange = (state: string) =>
    read({
      type: 'System',
      event: 'InteractionStateChange',
      data: { interactionState: state },
      from: { type: 'System' },
    })
  const detect = (state: string, states?: string[]) => interactionState(states).detect?.(stateChange(state))

  it('detects Finalizing and Completed by default', () => {
    expect([detect('Finalizing'), detect('Completed'), detect('Parked')]).toEqual([
      'finalizing',
      'completed',
      null,
    ])
  })

  it.each<[unknown, string]>([
    ['Completed', 'a string'],
    [['Completed', 7], 'an array'],
    [null, 'null'],
  ])('detects the default states when it is given %j, and says what to write', (states, got) => {
    const errors = consoleErrors()
    const signal = interactionState(states as string[])
    expect(['Finalizing', 'Completed', 'Parked'].map((name) => signal.detect?.(stateChange(name)))).toEqual([
      'finalizing',
      'completed',
      null,
    ])
    expect(errors).toEqual([
      [
        `[react-genesys-chat-lifecycle] interactionState(): expected an array of states, got ${got}. Use interactionState(['Completed']).`,
      ],
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

  it('detects a text that is the whole message, whatever surrounds it', () => {
    const whole = (marker: string, text: string) => textMarker(marker).detect?.(read({ text, from }))
    expect(whole('End.', 'End.')).toBe('completed')
    expect(whole(' End. ', '\nEnd. ')).toBe('completed')
    for (const text of ['The End.', 'End!', 'end.']) expect(whole('End.', text)).toBeNull()
  })

  it.each<[unknown, string]>([
    ['', 'a string'],
    ['  ', 'a string'],
    [undefined, 'undefined'],
    [7, '7'],
    [{}, 'an object'],
    [new RegExp(undefined as never), 'an empty RegExp'],
    [new Proxy(/End/, {}), 'an object'],
  ])('made of %j detects nothing, and says what to write', (marker, got) => {
    const errors = consoleErrors()
    const signal = textMarker(marker as string)
    expect(
      ['', '7', 'undefined', '[object Object]'].map((text) => signal.detect?.(read({ text, from }))),
    ).toEqual(Array(4).fill(null))
    for (const [message] of errors) {
      expect(message).toContain(
        `textMarker(): expected a text or a RegExp, got ${got}. Use textMarker('GenesysTerminateChat').`,
      )
    }
  })

  it('ignores unknown senders and empty texts, whatever the pattern', () => {
    expect(detect(/End/, { text: 'End' })).toBeNull()
    expect(detect(/.*/, { text: '', from })).toBeNull()
  })

  it('keeps to the start of the text with a sticky pattern', () => {
    const detect = (text: string) => textMarker(/End/y).detect?.(read({ text, from }))
    expect(detect('End of the chat')).toBe('completed')
    expect(detect('Weekend: The End')).toBeNull()
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
    hasWritten: false,
    joinedAt: null,
    order: null,
  })

  it('detects that everybody has left, if anybody was there', () => {
    const { detectAbsence } = allAgentsLeft()
    expect(detectAbsence?.([])).toBe(false)
    expect(detectAbsence?.([person(false)])).toBe(true)
    expect(detectAbsence?.([person(false), person(true)])).toBe(false)
  })

  it('detects nothing before an agent was reached, and that everybody has left once one was', () => {
    const { detectAbsence } = allAgentsLeft()
    const bot = { ...person(false), id: 'b', type: 'bot' as const }
    expect(detectAbsence?.([bot])).toBe(false)
    expect(detectAbsence?.([bot, person(false)])).toBe(true)
    expect(detectAbsence?.([{ ...bot, isHere: true }, person(false)])).toBe(false)
  })

  it('detects nothing while a supervisor serves, and does while they only listen', () => {
    const { detectAbsence } = allAgentsLeft()
    const supervisor = { ...person(true), id: 's', type: 'supervisor' as const }
    expect(detectAbsence?.([person(false), supervisor])).toBe(true)
    expect(detectAbsence?.([person(false), { ...supervisor, hasWritten: true }])).toBe(false)
  })

  it.each<[unknown, string, string]>([
    [5000, '5000', '5000'],
    [-1, '-1', '30_000'],
    [null, 'null', '30_000'],
    [{ graceMs: '30s' }, 'a string', '30_000'],
    [{ graceMs: -5 }, '-5', '30_000'],
    [{ graceMs: Number.NaN }, 'NaN', '30_000'],
  ])('waits 30 seconds when it is given %j, and says what to write', (options, got, remedy) => {
    const errors = consoleErrors()
    expect(allAgentsLeft(options as never).graceMs).toBe(30_000)
    expect(errors).toEqual([
      [
        `[react-genesys-chat-lifecycle] allAgentsLeft(): expected { graceMs } with a number of milliseconds, got ${got}. Use allAgentsLeft({ graceMs: ${remedy} }).`,
      ],
    ])
  })

  it('waits 30 seconds for the next agent, or as long as it is told', () => {
    expect(allAgentsLeft().graceMs).toBe(30_000)
    expect(allAgentsLeft({ graceMs: 5 }).graceMs).toBe(5)
  })
})
