import { expect, it } from 'vitest'
import { assertAccepted } from '../../src/chat/sendFile.ts'
import type { FileLimits } from '../../src/platform/port.ts'

const ANY: FileLimits = { maxBytes: null, remaining: null, accept: null, blocked: [] }
const send = (limits: Partial<FileLimits> | null, name = 'Bill.PDF', type = 'application/pdf') =>
  assertAccepted(new File(['abcd'], name, { type }), limits && { ...ANY, ...limits })

it.each<[string, Partial<FileLimits> | null]>([
  ['nobody knows limits', null],
  ['there is no limit', {}],
  ['there is room for one', { remaining: 1 }],
  ['it is as large as may be', { maxBytes: 4 }],
  ['its ending is accepted', { accept: ['.png', '.pdf'] }],
  ['its ending is accepted, in capitals', { accept: ['.Pdf'] }],
  ['its type is accepted', { accept: ['application/PDF'] }],
  ['its group of types is accepted', { accept: ['application/*'] }],
  ['all types are accepted', { accept: ['*/*'] }],
  ['others are blocked', { blocked: ['.exe', 'image/*', 'application/x', 'pdf', '.bill'] }],
])('a file is accepted where %s', (_, limits) => {
  expect(() => send(limits)).not.toThrow()
})

it.each<[Partial<FileLimits>, string, string]>([
  [{ remaining: 0 }, 'file-count', 'this chat takes no more files'],
  [{ blocked: ['.exe', '.pdf'] }, 'file-type', 'expected one of the other types, got Bill.PDF'],
  [{ blocked: ['*/*'] }, 'file-type', 'expected one of the other types, got Bill.PDF'],
  [{ accept: ['.png', 'image/*'] }, 'file-type', 'expected one of .png, image/*, got Bill.PDF'],
  [{ accept: [] }, 'file-type', 'expected one of , got Bill.PDF'],
  [{ accept: ['.pdf'], blocked: ['application/*'] }, 'file-type', 'expected one of .pdf, got Bill.PDF'],
  [{ accept: ['app/*'] }, 'file-type', 'expected one of app/*, got Bill.PDF'],
  [
    { accept: ['application/pd', 'bill.pdf'] },
    'file-type',
    'expected one of application/pd, bill.pdf, got Bill.PDF',
  ],
  [{ maxBytes: 3 }, 'file-size', 'expected at most 3 bytes, got 4'],
  [{ maxBytes: 0 }, 'file-size', 'expected at most 0 bytes, got 4'],
  [{ remaining: 0, maxBytes: 3, accept: [] }, 'file-count', 'this chat takes no more files'],
  [{ maxBytes: 3, accept: [] }, 'file-type', 'expected one of , got Bill.PDF'],
])('a file is refused by %j: %s', (limits, kind, reason) => {
  expect(() => send(limits)).toThrow(expect.objectContaining({ command: 'sendFile', kind, reason }))
})

it('a file without a type is of no group, and of all types', () => {
  expect(() => send({ accept: ['*/*'] }, 'x', '')).not.toThrow()
  expect(() => send({ accept: ['image/*'] }, 'x', '')).toThrow('image/*')
})
