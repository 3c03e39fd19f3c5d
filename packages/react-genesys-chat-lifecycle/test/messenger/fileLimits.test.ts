import { describe, expect, it } from 'vitest'
import { isFileRefusal, readLimits } from '../../src/platform/genesys-messenger/fileLimits.ts'

const NONE = { maxBytes: null, remaining: null, accept: [], blocked: [] }
const hostile = Object.create(null)

describe('the limits of a session', () => {
  it.each([
    ['nothing', { allowedMedia: {} }, NONE],
    ['no media', { allowedMedia: { inbound: 'all' }, blockedExtensions: '.exe' }, NONE],
    [
      'all of it',
      {
        allowedMedia: {
          inbound: {
            fileTypes: [{ type: 'image/*' }, { type: '' }, 'text', { type: 'a/b' }],
            maxFileSizeKB: 10,
          },
        },
        blockedExtensions: ['.exe', '', 7, '.bat'],
      },
      { maxBytes: 10_240, remaining: null, accept: ['image/*', 'a/b'], blocked: ['.exe', '.bat'] },
    ],
    [
      'a size in words',
      { allowedMedia: { inbound: { maxFileSizeKB: '10' } } },
      { ...NONE, maxBytes: 10_240 },
    ],
    ['a size of 0', { allowedMedia: { inbound: { maxFileSizeKB: 0 } } }, NONE],
    ['no number', { allowedMedia: { inbound: { maxFileSizeKB: 'x' } } }, NONE],
    ['what is no number at all', { allowedMedia: { inbound: { maxFileSizeKB: hostile } } }, NONE],
  ])('that tells %s', (_, answer, expected) => {
    expect(readLimits(answer, undefined)).toEqual(expected)
  })

  it('count before those of the configuration', () => {
    const fileUpload = { enableAttachments: true, modes: [{ fileTypes: ['image/png'], maxFileSizeKB: 1 }] }
    expect(readLimits({ allowedMedia: {} }, fileUpload)).toEqual(NONE)
  })
})

describe('the limits of a configuration', () => {
  const modes = [
    { fileTypes: ['image/png', ''], maxFileSizeKB: 10 },
    { fileTypes: ['text/plain', 7], maxFileSizeKB: 20 },
    { maxFileSizeKB: -5 },
    'mode',
  ]
  const configured = {
    maxBytes: 20_480,
    remaining: null,
    accept: ['image/png', 'text/plain'],
    blocked: [],
  }

  it.each([
    ['without an answer', undefined, { modes }, configured],
    [
      'with an answer that is none',
      { allowedMedia: 'all', blockedExtensions: ['.exe'] },
      { modes },
      configured,
    ],
    ['that has attachments off', undefined, { modes, enableAttachments: false }, configured],
    ['that holds none', undefined, { modes: [] }, NONE],
    ['of a content profile', undefined, { modes, enableAttachments: true }, undefined],
    ['without modes', undefined, { modes: 'all' }, undefined],
    ['that is not there', undefined, undefined, undefined],
  ])('%s', (_, answer, fileUpload, expected) => {
    expect(readLimits(answer, fileUpload)).toEqual(expected)
  })
})

it.each([
  [{ class: 'GenerateUrlError' }, true],
  [{ class: 'GenerateUrlError', errorCode: 5000 }, true],
  [{ class: 'Other' }, false],
  [{ errorCode: 4000 }, false],
  [{ errorCode: 4001 }, true],
  [{ errorCode: 4005 }, true],
  [{ errorCode: 4006 }, false],
  [{ errorCode: 4101 }, false],
  [{ errorCode: 4102 }, true],
  [{}, false],
  [undefined, false],
])('the file is refused by %j: %s', (error, expected) => {
  expect(isFileRefusal(error)).toBe(expected)
})
