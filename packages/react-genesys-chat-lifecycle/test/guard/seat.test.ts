import { afterEach, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import { createSeat } from '../../src/guard/seat.ts'
import type { PageShare } from '../../src/platform/port.ts'

afterEach(() => void vi.restoreAllMocks())

const chatOn = (page: PageShare | undefined) =>
  ({ platform: { page } }) as unknown as Chat & { platform: { page: PageShare | undefined } }

it('lets the first guard of a page act, and the next one when that leaves', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const chat = chatOn(new Map())
  const looks = [vi.fn(), vi.fn(), vi.fn()]
  const [first, second, third] = looks.map((look) => createSeat(chat, look))
  expect([first, second, third].map((seat) => seat?.isActing())).toEqual([true, false, false])
  expect([first, second, third].map((seat) => seat?.isActing())).toEqual([true, false, false])
  expect(first?.guards).toBe(third?.guards)
  expect(first?.guards.mounted).toEqual(looks)
  second?.leave()
  expect(looks.map((look) => look.mock.calls.length)).toEqual([0, 0, 0])
  first?.leave()
  expect(looks.map((look) => look.mock.calls.length)).toEqual([0, 0, 1])
  expect(third?.isActing()).toBe(true)
  third?.leave()
  expect(warn).toHaveBeenCalledTimes(2)
  expect(warn.mock.calls[0]?.[0]).toMatch(/more than one <ChatEndGuard>.*Remove the others/)
})

it('does not warn of one guard, nor of one that comes after another', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const chat = chatOn(new Map())
  for (let n = 0; n < 3; n++) {
    const seat = createSeat(chat, () => {})
    expect(seat.isActing()).toBe(true)
    seat.leave()
  }
  expect(warn).not.toHaveBeenCalled()
})

it('leaves a row it was never in to those who are', () => {
  const chat = chatOn(new Map())
  const look = vi.fn()
  const seat = createSeat(chat, look)
  seat.isActing()
  createSeat(chat, vi.fn()).leave()
  const other = createSeat(chat, vi.fn())
  expect(other.guards.mounted).toEqual([look])
  other.leave()
  expect(look).not.toHaveBeenCalled()
  expect(seat.isActing()).toBe(true)
})

it('takes a new place on another bus of the page, and frees the one before', () => {
  const [before, after]: PageShare[] = [new Map(), new Map()]
  const chat = chatOn(before)
  const seat = createSeat(chat, vi.fn())
  seat.isActing()
  const waiting = vi.fn()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  createSeat(chatOn(before), waiting).isActing()
  chat.platform.page = after
  expect(seat.page).toBe(after)
  expect(waiting).toHaveBeenCalledTimes(1)
  expect(seat.isActing()).toBe(true)
})

it('keeps its place while the platform is gone, and shares nothing without one', () => {
  const page: PageShare = new Map()
  const chat = chatOn(page)
  const seat = createSeat(chat, vi.fn())
  seat.isActing()
  chat.platform.page = undefined
  expect(seat.page).toBe(page)
  seat.leave()
  expect((page.get('guards') as typeof seat.guards).mounted).toEqual([])
  expect(seat.page).not.toBe(page)
  expect(createSeat(chatOn(undefined), vi.fn()).page).not.toBe(seat.page)
})
