import { describe, expect, it } from 'vitest'
import { isRich, readAttachments } from '../../../src/platform/genesys-widgets/readAttachments.ts'

const NOTHING = { name: '', type: '', size: null, url: '' }

describe('readAttachments', () => {
  it('reads the attachment of an item, as Digital Channels store it', () => {
    const attachment = { url: '/a.png', mime: 'image/png', filename: 'a.png', contentSizeBytes: 7 }
    expect(readAttachments({ type: 'Structured', content: [{ type: 'Image', attachment }] })).toEqual([
      { name: 'a.png', type: 'image/png', size: 7, url: '/a.png' },
    ])
  })

  it('reads an item that is the file itself, and one that stands alone', () => {
    const item = { type: 'File', url: '/a.pdf', name: 'a.pdf', contentType: 'application/pdf', fileSize: '7' }
    const file = { name: 'a.pdf', type: 'application/pdf', size: 7, url: '/a.pdf' }
    expect(readAttachments({ type: 'Structured', content: [item, item] })).toEqual([file, file])
    expect(readAttachments({ type: 'Structured', content: item })).toEqual([file])
  })

  it.each(['image', 'File', 'Attachment', 'VIDEO', 'audio'])(
    'takes an item of the type %s for a file, also without a link',
    (type) => {
      expect(readAttachments({ content: [{ type }] })).toEqual([NOTHING])
    },
  )

  it('takes a media type that only says what kind of file it is for none', () => {
    const typesOf = (mediaType: string) =>
      readAttachments({ content: [{ url: '/a', mediaType }] }).map(({ type }) => type)
    expect(['Image', 'file', 'image/png'].flatMap(typesOf)).toEqual(['', '', 'image/png'])
  })

  it('reads the file of a FileUploaded, as GMS stores it', () => {
    const fileDetails = { fileName: 'a.txt', mime: 'text/plain', fileSize: 7, url: '/a' }
    expect(readAttachments({ type: 'FileUploaded', fileDetails })).toEqual([
      { name: 'a.txt', type: 'text/plain', size: 7, url: '/a' },
    ])
    const userData = { 'file-name': 'b.txt', 'file-size': '9' }
    expect(readAttachments({ type: 'FileUploaded', userData })).toEqual([
      { ...NOTHING, name: 'b.txt', size: 9 },
    ])
    expect(readAttachments({ type: 'FileUploaded' })).toEqual([NOTHING])
    expect(readAttachments({ type: 'Text', fileDetails })).toEqual([])
  })

  it.each([0, -1, 'big', '', null, {}, Number.POSITIVE_INFINITY])('has no size where that is %j', (size) => {
    expect(readAttachments({ content: [{ url: '/a', size }] })).toEqual([{ ...NOTHING, url: '/a' }])
  })

  it.each([
    undefined,
    null,
    7,
    'content',
    [],
    [null],
    [7],
    ['/a.png'],
    [{}],
    [{ type: 'Card' }],
    [{ url: 7 }],
  ])('finds none in %j', (content) => {
    expect(readAttachments({ type: 'Structured', content })).toEqual([])
  })

  it('keeps nothing whose type is wrong', () => {
    const attachment = { url: {}, mime: 7, name: ['a'], size: 'x' }
    expect(readAttachments({ content: [{ attachment }] })).toEqual([NOTHING])
  })
})

describe('isRich', () => {
  it.each(['Structured', 'Custom', 'Image', 'File', 'FileUploaded', 'PushUrl', 'pushurl'])(
    'is true for the type %s',
    (type) => {
      expect(isRich({}, type)).toBe(true)
    },
  )

  it('is true for content of any kind, and false without', () => {
    expect(isRich({ content: [{}] }, 'Text')).toBe(true)
    expect(isRich({ content: {} }, 'Text')).toBe(true)
    for (const content of [undefined, null, [], 'content', 7]) expect(isRich({ content }, 'Text')).toBe(false)
  })
})
