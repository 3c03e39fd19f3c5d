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
