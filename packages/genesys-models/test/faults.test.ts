import { createManualClock, Faults } from 'genesys-models/centre'
import { describe, expect, it } from 'vitest'

const SEND = { method: 'POST', kind: 'send', sessionId: 'a' } as const
const POLL = { method: 'GET', kind: 'poll', sessionId: 'a' } as const

describe('a fault', () => {
  it('hits the requests, the methods and the sessions it names', () => {
    const faults = new Faults(createManualClock())
    faults.add({ status: 500, requests: ['send'], forMs: 1000 })
    faults.add({ status: 503, method: 'DELETE', sessionId: 'b', forMs: 1000 })
    expect(faults.failureOf(SEND)).toMatchObject({ status: 500 })
    expect(faults.failureOf(POLL)).toBeUndefined()
    expect(faults.failureOf({ method: 'POST' })).toBeUndefined()
    expect(faults.failureOf({ method: 'DELETE', kind: 'leave', sessionId: 'a' })).toBeUndefined()
    expect(faults.failureOf({ method: 'DELETE', kind: 'leave', sessionId: 'b' })).toMatchObject({
      status: 503,
    })
  })

  it('is over after as many requests, or as much time, as it was given', () => {
    const clock = createManualClock()
    const faults = new Faults(clock)
    faults.add({ status: 500, times: 2, forMs: 1000 })
    expect([1, 2, 3].map(() => faults.failureOf(SEND) !== undefined)).toEqual([true, true, false])
    faults.add({ status: 500, forMs: 1000 })
    expect(faults.isClear).toBe(false)
    clock.advance(1000)
    expect(faults.isClear).toBe(true)
    expect(faults.failureOf(SEND)).toBeUndefined()
  })

  it('is taken back alone', () => {
    const faults = new Faults(createManualClock())
    const takeBack = faults.add({ drop: true, forMs: Infinity })
    faults.add({ status: 500, forMs: Infinity })
    expect(faults.isOffline).toBe(true)
    takeBack()
    expect(faults.isOffline).toBe(false)
    expect(faults.failureOf(SEND)).toMatchObject({ drop: false, status: 500 })
  })

  it('has a code of its own, else the documented one', () => {
    const faults = new Faults(createManualClock())
    const codeFor = (status: number, code?: string): unknown => {
      faults.clear()
      faults.add({ status, forMs: 1, ...(code !== undefined && { code }) })
      return faults.failureOf(SEND)
    }
    expect(codeFor(404)).toMatchObject({ code: 'INVALID_SESSION' })
    expect(codeFor(500)).toMatchObject({ code: 'ERROR' })
    expect(codeFor(500, 'BUSY')).toMatchObject({ code: 'BUSY' })
  })

  it('of the latest has the last word', () => {
    const faults = new Faults(createManualClock())
    faults.add({ latencyMs: 100, forMs: 1000 })
    faults.add({ latencyMs: 300, requests: ['poll'], forMs: 1000 })
    expect([faults.latencyOf(SEND), faults.latencyOf(POLL)]).toEqual([100, 300])
  })

  it('that cuts only some connections does not take the network away', () => {
    const faults = new Faults(createManualClock())
    faults.add({ drop: true, requests: ['send'], forMs: 1000 })
    expect(faults.isOffline).toBe(false)
    expect(faults.failureOf(SEND)).toEqual({ drop: true })
  })
})
