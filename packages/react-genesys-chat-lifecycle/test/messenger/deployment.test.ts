import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type Deployment,
  readDeployment,
  warnAboutDeployment,
} from '../../src/platform/genesys-messenger/deployment.ts'

const DISCONNECT_IS_OFF =
  '[react-genesys-chat-lifecycle] Conversation Disconnect is off in this Messenger configuration, so nothing tells the page that an agent has closed a conversation. Switch it on under Admin > Message > Messenger Configurations > Apps > Conversation Disconnect, or let a workflow send a text and use closeSignals={[textMarker(…)]}.'
const CLEAR_IS_OFF =
  '[react-genesys-chat-lifecycle] Conversation Clear is off in this Messenger configuration, so end() rejects. Switch it on under Admin > Message > Messenger Configurations > Apps > Conversation Clear.'

const NOTHING: Deployment = {
  id: '',
  isActive: true,
  isHeadless: false,
  disconnect: 'off',
  canClear: false,
  needsSignIn: false,
  language: '',
  fileUpload: undefined,
}

describe('a deployment', () => {
  it.each([undefined, null, 'd1', {}, { id: 1, status: 2, headlessMode: 3, messenger: 4, auth: 5 }])(
    'that says nothing allows nothing, but is active: %j',
    (config) => {
      expect(readDeployment(config)).toEqual(NOTHING)
    },
  )

  it('is read as a whole', () => {
    const fileUpload = { modes: [] }
    const conversations = {
      conversationDisconnect: { enabled: true, type: 'Send' },
      conversationClear: { enabled: true },
    }
    const config = {
      id: 'd1',
      status: 'Active',
      headlessMode: { enabled: true },
      defaultLanguage: 'de-DE',
      auth: { enabled: true },
      messenger: { apps: { conversations }, fileUpload },
    }
    const deployment = readDeployment(config)
    expect(deployment).toEqual({
      id: 'd1',
      isActive: true,
      isHeadless: true,
      disconnect: 'send',
      canClear: true,
      needsSignIn: true,
      language: 'de-DE',
      fileUpload,
    })
    expect(deployment.fileUpload).toBe(fileUpload)
  })

  it.each([
    ['Inactive', false],
    ['INACTIVE', false],
    ['Active', true],
    ['NotInactive', true],
    ['InactiveSoon', true],
    ['', true],
  ])('with the status %j: active %s', (status, isActive) => {
    expect(readDeployment({ status }).isActive).toBe(isActive)
  })

  it.each<[object, Deployment['disconnect']]>([
    [{ enabled: true, type: 'ReadOnly' }, 'read-only'],
    [{ enabled: true, type: 'readonly' }, 'read-only'],
    [{ enabled: true, type: 'NotReadOnly' }, 'send'],
    [{ enabled: true, type: 'ReadOnlyNot' }, 'send'],
    [{ enabled: true }, 'send'],
    [{ enabled: false, type: 'ReadOnly' }, 'off'],
    [{ enabled: 'true', type: 'ReadOnly' }, 'off'],
    [{ type: 'ReadOnly' }, 'off'],
  ])('has the disconnect %j: %s', (conversationDisconnect, disconnect) => {
    const messenger = { apps: { conversations: { conversationDisconnect } } }
    expect(readDeployment({ messenger }).disconnect).toBe(disconnect)
  })

  it('switches on what is `true`', () => {
    const off = { enabled: 'true' }
    const messenger = { apps: { conversations: { conversationClear: off } } }
    expect(readDeployment({ headlessMode: off, auth: off, messenger })).toEqual(NOTHING)
  })
})

describe('developers are told', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  })

  it.each<[Deployment['disconnect'], boolean, string[]]>([
    ['off', false, [DISCONNECT_IS_OFF, CLEAR_IS_OFF]],
    ['off', true, [DISCONNECT_IS_OFF]],
    ['send', false, [CLEAR_IS_OFF]],
    ['send', true, []],
    ['read-only', true, []],
  ])('what to switch on: disconnect %s, clear %s', (disconnect, canClear, expected) => {
    for (let times = 0; times < 2; times++) warnAboutDeployment({ ...NOTHING, disconnect, canClear })
    expect(vi.mocked(console.error).mock.calls.flat()).toEqual(expected)
  })

  it('nothing in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    warnAboutDeployment(NOTHING)
    expect(console.error).not.toHaveBeenCalled()
  })
})
