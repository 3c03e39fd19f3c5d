import { describe, expect, it, vi } from 'vitest'
import { readFileLimits, sendFile } from '../../../src/platform/genesys-widgets/files.ts'
import { outcome } from '../../support/outcome.ts'

const file = new File(['x'], 'x.txt')

describe('a file', () => {
  it('is sent like that of an input, past the guards, and is given five minutes', async () => {
    const shared = new Map()
    let answer = (): void => {}
    let isPassing: unknown
    const run = vi.fn((_command: string, _data: unknown, _options: unknown) => {
      isPassing = shared.get('isPassing')
      return new Promise<void>((resolve) => {
        answer = resolve
      })
    })
    const onProgress = vi.fn()
    const sent = outcome(sendFile({ connection: { shared }, run } as never, file, onProgress))
    expect(run.mock.calls).toEqual([
      [
        'WebChatService.sendFile',
        { files: { files: [file] } },
        { timeoutMs: 300_000, explain: expect.any(Function) },
      ],
    ])
    expect(isPassing).toBe(true)
    await Promise.resolve()
    expect(onProgress.mock.calls).toEqual([[0]])
    answer()
    await vi.waitFor(() => expect('value' in sent).toBe(true))
    expect(onProgress.mock.calls).toEqual([[0], [1]])
  })

  it('that is refused is not sent', async () => {
    const onProgress = vi.fn()
    const run = () => Promise.reject(new Error('no'))
    await expect(sendFile({ run } as never, file, onProgress)).rejects.toThrow('no')
    expect(onProgress.mock.calls).toEqual([[0]])
  })
})

describe('a refusal', () => {
  function explain(reason: unknown): unknown {
    let explained: unknown
    const run = (_command: string, _data: unknown, options: { explain: (reason: unknown) => unknown }) => {
      explained = options.explain(reason)
      return Promise.resolve()
    }
    sendFile({ run } as never, file, () => {})
    return explained
  }
  const FALLBACK = 'the service does not take this file'
  const body = (value: unknown) => ({ responseText: JSON.stringify(value) })

  it.each([
    ['INVALID_FILE_TYPE', 'file-type'],
    ['LIMIT_FILE_SIZE', 'file-size'],
    ['LIMIT_FILE_COUNT', 'file-count'],
    [201, 'file-count'],
    [202, 'file-size'],
    [203, 'file-type'],
  ])('with the code %s means %s', (code, kind) => {
    expect(explain(body({ errors: [{ code, message: 'Theirs' }] }))).toEqual([kind, 'Theirs'])
    expect(explain(body({ status: { code, message: 'Theirs' } }))).toEqual([kind, 'Theirs'])
  })

  it.each([
    [413, 'file-size'],
    [415, 'file-type'],
  ])('with the status %s means %s', (status, kind) => {
    expect(explain({ status, responseText: '<html>' })).toEqual([kind, FALLBACK])
    expect(explain({ status })).toEqual([kind, FALLBACK])
    expect(explain({ status, ...body({ errors: [{ code: 1, advice: 'Smaller' }] }) })).toEqual([
      kind,
      'Smaller',
    ])
  })

  it('has the words of its first error, else an advice', () => {
    const status = { code: 202, message: 'of the status' }
    expect(
      explain(body({ status, errors: [{ code: 203, message: 'of the error' }, { code: 201 }] })),
    ).toEqual(['file-type', 'of the error'])
    expect(explain(body({ status: { code: 202, advice: 'Smaller' } }))).toEqual(['file-size', 'Smaller'])
    expect(explain(body({ status: { code: 202, message: 'Large', advice: 'Smaller' } }))).toEqual([
      'file-size',
      'Large',
    ])
    expect(explain({ responseText: { errors: [{ code: 203 }] } })).toEqual(['file-type', FALLBACK])
  })

  it('of another kind is that of any command', () => {
    for (const reason of [undefined, 'no', { status: 500 }, body({ errors: [{ code: 1 }] }), body(null)]) {
      expect(explain(reason)).toBe(undefined)
    }
  })
})

describe('limits', () => {
  function ask(answer: unknown, { name = 'gms', isActive = true as unknown, isConnected = true } = {}) {
    const run = vi.fn((..._: unknown[]) => Promise.resolve(answer))
    const connection = { data: (key: string) => key === 'WebChatService.sessionActive' && isActive }
    const client = { run, ...(isConnected && { connection }) }
    return { run, limits: readFileLimits(client as never, { name } as never) }
  }
  const announced = (userData: unknown) => ({ messages: [{ userData }] })

  it('are announced by GMS', async () => {
    const { run, limits } = ask(
      announced({
        'upload-file-types': 'png:pdf',
        'upload-max-files': '5',
        'used-upload-max-files': '2',
        'upload-max-file-size': '1000',
      }),
    )
    expect(await limits).toEqual({ maxBytes: 1_000, remaining: 3, accept: ['.png', '.pdf'], blocked: [] })
    expect(run.mock.calls).toEqual([['WebChatService.getFileLimits', undefined, { timeoutMs: 2_000 }]])
  })

  it('are read of a text, too', async () => {
    const answer = JSON.stringify(announced({ 'upload-max-file-size': 1_000 }))
    expect(await ask(answer).limits).toMatchObject({ maxBytes: 1_000 })
  })

  it.each([
    [{ 'upload-max-files': '2', 'used-upload-max-files': '3' }, { remaining: 0 }],
    [{ 'upload-max-files': '2' }, { remaining: 2 }],
    [{ 'upload-max-files': '0' }, { remaining: 0 }],
    [{ 'used-upload-max-files': '2' }, { remaining: null }],
    [{ 'upload-max-file-size': '0' }, { maxBytes: 0 }],
    [{ 'upload-max-file-size': '-1' }, { maxBytes: null }],
    [{ 'upload-max-file-size': 'x' }, { maxBytes: null }],
    [{ 'upload-max-file-size': '' }, { maxBytes: null }],
    [{ 'upload-max-file-size': null }, { maxBytes: null }],
  ])('%j: %j', async (userData, expected) => {
    expect(await ask(announced(userData)).limits).toMatchObject(expected)
  })

  it.each([undefined, 'no JSON', {}, { messages: [] }, announced(null)])(
    'that are none allow anything: %j',
    async (answer) => {
      const limits = await ask(answer).limits
      expect(limits).toEqual({ maxBytes: null, remaining: null, accept: null, blocked: [] })
    },
  )

  it.each([{ name: 'digital-channels' }, { isActive: false }, { isActive: 'true' }, { isConnected: false }])(
    'are not asked for: %j',
    async (options) => {
      const { run, limits } = ask({}, options)
      expect(await limits).toBe(null)
      expect(run).not.toHaveBeenCalled()
    },
  )
})
