import { afterEach, describe, expect, it } from 'vitest'
import { CurrentTransport } from '../../../src/platform/genesys-widgets/currentTransport.ts'

afterEach(() => void delete (window as { _genesys?: unknown })._genesys)
const configure = (webchat: object) => void Object.assign(window, { _genesys: { widgets: { webchat } } })
const CLOUD = { transport: { type: 'purecloud-v2-sockets' } }

describe('the transport', () => {
  it.each([
    [{ sessionID: '' }, 'gms'],
    [{ conversationId: '' }, 'genesys-cloud'],
    [{ sessionId: '' }, 'digital-channels'],
  ])('is that of the last session that tells: %j', (session, name) => {
    const transport = new CurrentTransport()
    expect(transport.name).toBe(null)
    transport.seeSession(session)
    expect(transport.name).toBe(name)
    transport.seeSession({})
    expect(transport.name).toBe(name)
  })

  it('is rather what the page configured', () => {
    configure({ dataURL: '/gms' })
    const transport = new CurrentTransport()
    transport.seeSession({ conversationId: 'c' })
    expect(transport.name).toBe('gms')
  })

  it.each([
    [{}, true],
    [{ sessionId: 's' }, true],
    [{ conversationId: 'c' }, false],
  ])('is taken for Digital Channels where nobody says what it is: %j', (session, isDigitalChannels) => {
    const transport = new CurrentTransport()
    const unknown = new CurrentTransport().current
    transport.seeSession(session)
    expect(transport.current === unknown).toBe(isDigitalChannels)
  })
})

describe('the end of a chat by the server', () => {
  it('is published where the page has a chat of an unknown kind, and not without one', () => {
    const transport = new CurrentTransport()
    expect(transport.publishesServerEnd).toBe(false)
    configure({})
    expect(transport.publishesServerEnd).toBe(true)
  })

  it.each([{ sessionID: 's' }, { sessionId: 's' }, { conversationId: 'c' }])(
    'is published as the transport does: %j',
    (session) => {
      const transport = new CurrentTransport()
      transport.seeSession(session)
      expect(transport.publishesServerEnd).toBe(transport.current.publishesServerEnd)
    },
  )
})

describe('messages', () => {
  it('are read as the transport writes them', () => {
    expect(new CurrentTransport().read({ messages: [{ type: 'Text', text: 'Hi' }] })).toMatchObject([
      { text: 'Hi' },
    ])
  })

  it('that cannot be read are none', () => {
    const hostile = {
      get originalMessages(): never {
        throw new Error('theirs')
      },
    }
    expect(new CurrentTransport().read(hostile)).toEqual([])
    configure(CLOUD)
    expect(new CurrentTransport().read(null)).toEqual([])
  })
})
