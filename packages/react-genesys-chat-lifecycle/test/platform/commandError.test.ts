import { describe, expect, it } from 'vitest'
import { ChatCommandError, describeReason } from '../../src/platform/commandError.ts'

describe('a failed command', () => {
  it.each([
    ['no', 'no'],
    ['', 'no reason was given'],
    [undefined, 'no reason was given'],
    [null, 'no reason was given'],
    [{ status: '404' }, 'no reason was given'],
    [{ status: 404, responseText: 'secret' }, 'the server answered 404'],
    [{ status: 0 }, 'the server could not be reached'],
    [new Error('thrown'), 'thrown'],
  ])('that was rejected with %j says: %s', (reason, text) => {
    expect(describeReason(reason)).toBe(text)
  })

  it('that was rejected with what cannot be read has no reason', () => {
    const hostile = {
      get status() {
        throw new Error('theirs')
      },
    }
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect([hostile, proxy].map(describeReason)).toEqual(['no reason was given', 'no reason was given'])
  })

  it('names the command, the kind and the reason', () => {
    const error = new ChatCommandError('WebChat.open', 'timeout', 'too late')
    expect(error).toMatchObject({
      name: 'ChatCommandError',
      message: 'WebChat.open (timeout): too late',
      command: 'WebChat.open',
      kind: 'timeout',
      reason: 'too late',
      late: undefined,
    })
    const late = Promise.resolve('sent')
    expect(new ChatCommandError('send', 'timeout', 'too late', late).late).toBe(late)
  })
})
