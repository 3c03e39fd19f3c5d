import { describe, expect, it, vi } from 'vitest'
import { askGates, type GateVerdict, gatesOf } from '../../src/chat/gate.ts'
import type { OutgoingMessage } from '../../src/platform/port.ts'

const message: OutgoingMessage = { kind: 'text', text: 'hi', data: {} }

describe('the gates of a page', () => {
  it('are the same for everybody who uses the same vendor object', () => {
    const page = new Map()
    expect(gatesOf(page)).toBe(gatesOf(page))
    expect(gatesOf(new Map())).not.toBe(gatesOf(page))
  })

  it.each<[GateVerdict[], GateVerdict]>([
    [[], 'pass'],
    [['pass', 'pass'], 'pass'],
    [['pass', 'held'], 'held'],
    [['blocked', 'held'], 'blocked'],
    [['held', 'blocked'], 'held'],
  ])('that say %j make it %s', (verdicts, expected) => {
    const page = new Map()
    for (const verdict of verdicts) gatesOf(page).add(() => verdict)
    expect(askGates(page, message)).toBe(expected)
  })

  it('are asked about the message, in their order, until one stops it', () => {
    const page = new Map()
    const gates = [vi.fn(() => 'pass' as const), vi.fn(() => 'held' as const), vi.fn(() => 'pass' as const)]
    for (const gate of gates) gatesOf(page).add(gate)
    askGates(page, message)
    expect(gates[0]).toHaveBeenCalledExactlyOnceWith(message)
    expect(gates[1]).toHaveBeenCalledExactlyOnceWith(message)
    expect(gates[2]).not.toHaveBeenCalled()
  })

  it('are not asked any more once they are gone', () => {
    const page = new Map()
    const gate = () => 'blocked' as const
    gatesOf(page).add(gate)
    gatesOf(page).delete(gate)
    expect(askGates(page, message)).toBe('pass')
  })
})
