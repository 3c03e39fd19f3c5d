import { afterEach, describe, expect, it } from 'vitest'
import { ChatCommandError, describeReason } from '../../../src/platform/commandError.ts'
import {
  configuredAsync,
  configuredMarkdown,
  findBus,
  isBus,
  preloads,
  publishesServerEnd,
} from '../../../src/platform/genesys-widgets/page.ts'

const page = window as unknown as { CXBus?: unknown; _genesys?: unknown }
afterEach(() => {
  delete page.CXBus
  delete page._genesys
})

const bus = () => ({ subscribe() {}, command() {} }) as never
const configured = (widgets: object) => {
  page._genesys = { widgets }
}

describe('the doors to the bus', () => {
  it('are tried in their order, the most capable first', () => {
    const [shared, old, global] = [bus(), bus(), bus()]
    expect(findBus()).toBeUndefined()
    page.CXBus = global
    expect(findBus()).toBe(global)
    page._genesys = { cxwidget: { bus: old } }
    expect(findBus()).toBe(old)
    page._genesys = { cxwidget: { bus: old }, widgets: { bus: shared } }
    expect(findBus()).toBe(shared)
  })

  it.each([undefined, null, 7, {}, { subscribe() {} }, { command() {} }, { subscribe: true, command: true }])(
    'are none that are %j',
    (candidate) => {
      expect(isBus(candidate)).toBe(false)
      page.CXBus = candidate
      expect(findBus()).toBeUndefined()
    },
  )
})

describe('the page’s configuration', () => {
  it.each([
    [{}, undefined],
    [{ webchat: {} }, undefined],
    [{ webchat: { transport: { async: { enabled: true } } } }, true],
    [{ webchat: { transport: { async: { enabled: false } } } }, false],
    [{ webchat: { async: { enabled: true } } }, true],
    [{ webchat: { async: { enabled: true }, transport: { async: { enabled: false } } } }, false],
    [{ webchat: { transport: { async: { enabled: 'true' } } } }, undefined],
    [{ webchat: { transport: { async: true } } }, undefined],
  ])('%j says of an asynchronous chat: %s', (widgets, async) => {
    configured(widgets)
    expect(configuredAsync()).toBe(async)
  })

  it.each([
    [{ webchat: { markdown: true } }, true],
    [{ webchat: { markdown: 'true' } }, false],
    [{ webchat: {} }, false],
    [{}, false],
  ])('%j says of Markdown: %s', (widgets, markdown) => {
    configured(widgets)
    expect(configuredMarkdown()).toBe(markdown)
  })

  it.each([
    [{}, false],
    [{ webchat: { transport: { type: 'pureengage-v3-rest' } } }, false],
    [{ webchat: { transport: { type: 'purecloud-v2-sockets' } } }, true],
    [{ webchat: { dataURL: 'https://gms.example' } }, true],
  ])('%j says of who publishes the server’s end: %s', (widgets, publishes) => {
    configured(widgets)
    expect(publishesServerEnd()).toBe(publishes)
  })

  it.each([
    [{}, []],
    [{ main: {} }, []],
    [{ main: { preload: [] } }, []],
    [{ main: { preload: ['sidebar', 'WebChat'] } }, ['WebChat', 'WebChatService']],
    [{ main: { preload: ['webchatservice'] } }, ['WebChatService']],
    [{ main: { preload: ['mywebchat', 'webchats', null] } }, []],
    [{ main: { preload: 'webchat' } }, []],
  ])('%j says of what is loaded from the start: %s', (widgets, names) => {
    configured(widgets)
    expect(['WebChat', 'WebChatService', 'SendMessage'].filter(preloads)).toEqual(names)
  })

  it.each([undefined, {}, { widgets: {} }])('is none on a page whose _genesys is %j', (_genesys) => {
    if (_genesys) page._genesys = _genesys
    expect([configuredAsync(), configuredMarkdown(), publishesServerEnd(), preloads('WebChat')]).toEqual([
      undefined,
      false,
      false,
      false,
    ])
  })
})

describe('a failed command', () => {
  it.each([
    ['no', 'no'],
    ['', 'the widget gave no reason'],
    [undefined, 'the widget gave no reason'],
    [null, 'the widget gave no reason'],
    [{ status: '404' }, 'the widget gave no reason'],
    [{ status: 404, responseText: 'secret' }, 'the server answered 404'],
    [{ status: 0 }, 'the server could not be reached'],
    [new Error('thrown'), 'thrown'],
  ])('with %j says: %s', (reason, text) => {
    expect(describeReason(reason)).toBe(text)
  })

  it('is an error that says which, how and why', () => {
    const error = new ChatCommandError('WebChat.open', 'timeout', 'too late')
    expect(error).toMatchObject({
      name: 'ChatCommandError',
      message: 'WebChat.open (timeout): too late',
      command: 'WebChat.open',
      kind: 'timeout',
      reason: 'too late',
    })
  })
})
