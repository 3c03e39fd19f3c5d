import { describe, expect, it } from 'vitest'
import { hasContent, type ServerMessage } from '../../src/platform/message.ts'

const message = (change: Partial<ServerMessage>): ServerMessage => ({
  type: '',
  from: { type: 'customer', id: '', name: '' },
  order: null,
  id: '',
  text: '',
  event: '',
  interactionState: '',
  url: '',
  at: 0,
  ...change,
})

describe('hasContent', () => {
  it.each(['Text', 'PushUrl', 'File', 'FileUploaded', 'Image', 'image'])(
    'is true for the type %s',
    (type) => {
      expect(hasContent(message({ type }))).toBe(true)
    },
  )

  it.each(['TypingStarted', 'ParticipantJoined', 'TextChanged', 'NotAFile', 'System', ''])(
    'is false for the type “%s”, unless the message has a link',
    (type) => {
      expect(hasContent(message({ type }))).toBe(false)
      expect(hasContent(message({ type, url: '/file' }))).toBe(true)
    },
  )
})
