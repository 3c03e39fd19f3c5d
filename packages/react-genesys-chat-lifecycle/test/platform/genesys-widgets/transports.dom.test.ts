import { afterEach, describe, expect, it } from 'vitest'
import { CurrentTransport } from '../../../src/platform/genesys-widgets/currentTransport.ts'
import { History } from '../../../src/platform/genesys-widgets/history.ts'
import {
  configuredTransport,
  transportOfSession,
} from '../../../src/platform/genesys-widgets/transports/detectTransport.ts'
import { digitalChannels } from '../../../src/platform/genesys-widgets/transports/digitalChannels.ts'
import { gms } from '../../../src/platform/genesys-widgets/transports/gms.ts'
import { createFakeClient } from '../../support/fakeClient.ts'

afterEach(() => void delete (window as { _genesys?: unknown })._genesys)
const configure = (webchat: unknown) => Object.assign(window, { _genesys: { widgets: { webchat } } })

const REST = { transport: { type: 'pureengage-v3-rest' } }
const CLOUD = { transport: { type: 'purecloud-v2-sockets' } }

describe('which transport', () => {
  it.each<[unknown, string | null]>([
    [undefined, null],
    [{}, null],
    [REST, 'digital-channels'],
    [CLOUD, 'genesys-cloud'],
    [{ transport: { type: 'other' } }, null],
    [{ transport: { type: 'other' }, dataURL: 'https://gms.example' }, null],
    [{ dataURL: 'https://gms.example' }, 'gms'],
    [{ cometD: {} }, 'gms'],
  ])('a page has that configures %j', (webchat, name) => {
    configure(webchat)
    expect(configuredTransport()).toBe(name)
  })

  it.each<[unknown, string | null]>([
    [{ sessionID: '' }, 'gms'],
    [{ sessionID: '', sessionId: '' }, 'gms'],
    [{ conversationId: 'c' }, 'genesys-cloud'],
    [{ sessionId: 's' }, 'digital-channels'],
    [{}, null],
    [null, null],
    ['text', null],
  ])('a session is of that has the data %j', (data, name) => {
    expect(transportOfSession(data)).toBe(name)
  })

  it('the page tells, else the session, else it is that of Digital Channels', () => {
    const transport = new CurrentTransport()
    expect([transport.name, transport.current.name]).toEqual([null, 'digital-channels'])
    transport.seeSession({ conversationId: 'c' })
    expect([transport.name, transport.current.name]).toEqual(['genesys-cloud', 'genesys-cloud'])
    transport.seeSession({})
    expect(transport.name).toBe('genesys-cloud')
    configure({ dataURL: 'https://gms.example' })
    expect([transport.name, transport.current.name]).toEqual(['gms', 'gms'])
  })

  it.each<[unknown, object, boolean]>([
    [undefined, {}, false],
    [{}, {}, true],
    [REST, {}, false],
    [CLOUD, {}, true],
    [undefined, { sessionId: 's' }, false],
    [undefined, { sessionID: 's' }, true],
  ])('publishes the server’s end: configured %j, seen %j', (webchat, session, expected) => {
    if (webchat) configure(webchat)
    const transport = new CurrentTransport()
    transport.seeSession(session)
    expect(transport.publishesServerEnd).toBe(expected)
  })

  it('that cannot read a batch reads nothing', () => {
    const hostile = {
      get messages() {
        throw new Error('theirs')
      },
    }
    expect(new CurrentTransport().read(hostile)).toEqual([])
    expect(new CurrentTransport().read({ messages: [{ type: 'Text', text: 'a' }] })).toMatchObject([
      { text: 'a' },
    ])
  })

  it('learns of a session on Genesys Cloud who the customer is', () => {
    configure(CLOUD)
    const transport = new CurrentTransport()
    transport.seeSession({ memberId: 'me' })
    const originalMessages = [{ id: '1', sender: { id: 'me' }, bodyType: 'standard', body: 'hi' }]
    expect(transport.read({ originalMessages })).toMatchObject([{ from: { type: 'customer' } }])
  })
})

describe('Digital Channels', () => {
  it('has the server’s messages, else the widget’s copies', () => {
    const [original, copy] = [
      { type: 'Text', text: 'original' },
      { type: 'Text', text: 'copy' },
    ]
    const read = (data: object) => digitalChannels.readBatch(data).map(({ text }) => text)
    expect(read({ originalMessages: [original], messages: [copy] })).toEqual(['original'])
    expect(read({ originalMessages: [], messages: [copy] })).toEqual(['copy'])
    expect(read({ messages: [copy] })).toEqual(['copy'])
    expect(digitalChannels.readBatch(null)).toEqual([])
  })

  it('takes files, and publishes no end of the server’s', () => {
    expect(digitalChannels).toMatchObject({ takesFiles: true, publishesServerEnd: false })
  })
})

describe('GMS', () => {
  const original = {
    index: 1,
    type: 'Message',
    text: 'original',
    from: { type: 'Agent', name: 'Ann' },
    url: 'https://a.example',
  }
  const copy = { index: 1, type: 'Text', text: 'changed', from: { type: 'Bot', name: 'Robo' } }

  it('has the copy’s type and sender, and the original’s words and links', () => {
    const [message] = gms.readBatch({ originalMessages: [original], messages: [copy] })
    expect(message).toMatchObject({
      type: 'Text',
      text: 'original',
      from: { type: 'bot', name: 'Robo' },
      url: 'https://a.example',
      raw: original,
    })
  })

  it('has a copy without its original, and originals without copies', () => {
    expect(gms.readBatch({ originalMessages: [{ ...original, index: 2 }], messages: [copy] })).toMatchObject([
      { text: 'changed', url: '', raw: copy },
    ])
    expect(gms.readBatch({ originalMessages: [original, null], messages: [] })).toMatchObject([
      { text: 'original', raw: original },
    ])
    expect(gms.readBatch({ messages: [copy] })).toMatchObject([{ text: 'changed' }])
  })

  it('takes files, publishes the server’s end, and activates late', () => {
    expect(gms).toMatchObject({ takesFiles: true, publishesServerEnd: true, activatesLate: true })
  })

  it.each([
    [true, { cometD: {} }, true],
    [false, { cometD: {} }, false],
    [undefined, { cometD: {} }, false],
    [true, { dataURL: 'https://gms.example' }, false],
    [true, undefined, false],
  ])(
    'has pages over CometD only, where it is restored as asynchronous (%j): %j',
    (async, webchat, expected) => {
      if (webchat) configure(webchat)
      const { client, happens } = createFakeClient({ data: () => undefined })
      const history = new History(client, new CurrentTransport())
      happens('WebChatService.restored', { async })
      expect(history.hasOlder).toBe(expected)
    },
  )
})
