import { expect, it } from 'vitest'
import { LiveMessages } from '../../src/chat/liveMessages.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'

const text = (number: number) => readFields({ type: 'Text', text: `text ${number}`, index: `${number}-0` })
const texts = (count: number) => Array.from({ length: count }, (_, index) => text(index + 1))

it('says each message once, also in a session so long that keys are forgotten', () => {
  const live = new LiveMessages()
  const all = texts(2_000)
  expect(live.take(all, 'live')).toHaveLength(2_000)
  expect(live.take(all, 'live')).toEqual([])
  expect(live.take([text(2_001)], 'live')).toMatchObject([{ text: 'text 2001' }])
})

it('tells messages without a place apart by their ids', () => {
  const live = new LiveMessages()
  const said = { ...text(1), order: null, id: 'a' }
  expect(live.take([said, { ...said, id: 'b' }, said], 'live')).toHaveLength(2)
})

it('begins anew with another session', () => {
  const live = new LiveMessages()
  live.take(texts(2_000), 'live')
  live.clear()
  expect(live.take([text(1)], 'live')).toHaveLength(1)
})

it('remembers the latest 500 messages without a place, and forgets those before', () => {
  const live = new LiveMessages()
  const said = (number: number) => ({ ...text(1), order: null, id: `id ${number}` })
  const all = Array.from({ length: 501 }, (_, index) => said(index))
  expect(live.take(all, 'live')).toHaveLength(501)
  expect(live.take([said(500), said(1)], 'live')).toEqual([])
  expect(live.take([said(0)], 'live')).toHaveLength(1)
})

it('takes a message that cannot be told apart for a new one each time', () => {
  const live = new LiveMessages()
  const said = { ...text(1), order: null, id: '' }
  expect(live.take([said, said], 'live')).toHaveLength(2)
  expect(live.take([said], 'live')).toHaveLength(1)
})

it('takes a message without a place for a new one, also after keys were forgotten', () => {
  const live = new LiveMessages()
  live.take(texts(600), 'live')
  expect(live.take([{ ...text(1), order: null, id: 'new' }], 'live')).toHaveLength(1)
})

it('goes by the latest place that was forgotten, in whichever order they came', () => {
  const live = new LiveMessages()
  live.take([text(50), text(10), ...texts(600).slice(100)], 'live')
  expect(live.take([text(40)], 'live')).toEqual([])
  expect(live.take([text(99)], 'live')).toHaveLength(1)
})

it('knows what was history', () => {
  const live = new LiveMessages()
  expect(live.take([text(1)], 'history')).toEqual([])
  expect(live.take([text(1), text(2)], 'live')).toMatchObject([
    { text: 'text 2', id: '2-0', isHistoric: false },
  ])
})
