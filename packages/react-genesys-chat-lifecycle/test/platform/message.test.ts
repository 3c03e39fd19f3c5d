import { describe, expect, it } from 'vitest'
import { hasContent, type ServerMessage } from '../../src/platform/message.ts'
import { EMPTY_MESSAGE } from '../support/read.ts'

const message = (change: Partial<ServerMessage>): ServerMessage => ({
  ...EMPTY_MESSAGE,
  from: { type: 'customer', id: '', name: '' },
  raw: null,
  ...change,
})

const file = { name: '', type: '', size: null, url: '' }

describe('hasContent', () => {
  it.each([
    ['a text', { text: 'hi' }],
    ['a link', { url: '/file' }],
    ['a file', { attachments: [file] }],
    ['something that is not read', { isRich: true }],
  ])('is true for %s, whatever the type', (_, content) => {
    for (const type of ['Structured', 'TextChanged', 'Wave', ''])
      expect(hasContent(message({ type, ...content }))).toBe(true)
  })

  it('is true for a Text, also for an empty one', () => {
    expect(hasContent(message({ type: 'Text' }))).toBe(true)
  })

  it.each(['Wave', ''])('is false for the type “%s” with nothing in it', (type) => {
    expect(hasContent(message({ type }))).toBe(false)
    expect(hasContent(message({ type, text: '  ' }))).toBe(false)
  })

  it.each([
    'ParticipantJoined',
    'ParticipantLeft',
    'TypingStarted',
    'TypingStopped',
    'PresenceChanged',
    'System',
    'NicknameUpdated',
    'Notice',
    'CustomNotice',
    'IdleAlert',
    'participantjoined',
  ])('is false for the type %s, whatever is in it', (type) => {
    const full = { text: 'hi', url: '/file', attachments: [file], isRich: true }
    expect(hasContent(message({ type, ...full }))).toBe(false)
  })

  it.each(['SystemText', 'NoticeOfAbsence', 'CustomNotices'])(
    'is true for the type %s, which only begins like a silent one',
    (type) => {
      expect(hasContent(message({ type, text: 'hi' }))).toBe(true)
    },
  )
})
