import { afterEach, describe, expect, it } from 'vitest'
import { configuredAsync, findBus, isBus, preloads } from '../../../src/platform/genesys-widgets/page.ts'
import { configuredTransport } from '../../../src/platform/genesys-widgets/transports/detectTransport.ts'
import { createPlatform } from '../../support/platform.ts'

const page = window as unknown as { CXBus?: unknown; _genesys?: unknown }
afterEach(() => {
  delete page.CXBus
  delete page._genesys
})

const bus = () => ({ subscribe() {}, command() {} }) as never
const configured = (widgets: object) => {
  page._genesys = { widgets }
}

describe('the bus of the page', () => {
  it('is the most capable interface that is there', () => {
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
    'is not %j',
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
  ])('%j makes the chat asynchronous: %s', (widgets, async) => {
    configured(widgets)
    expect(configuredAsync()).toBe(async)
  })

  it.each([
    [{ webchat: { markdown: true } }, true],
    [{ webchat: { markdown: 'true' } }, false],
    [{ webchat: {} }, false],
    [{}, false],
  ])('%j has the window render Markdown: %s', (widgets, markdown) => {
    configured(widgets)
    expect(createPlatform().window.rendersMarkdown()).toBe(markdown)
  })

  it.each([
    [{}, false],
    [{ webchat: { transport: { type: 'pureengage-v3-rest' } } }, false],
    [{ webchat: { transport: { type: 'purecloud-v2-sockets' } } }, true],
    [{ webchat: { dataURL: 'https://gms.example' } }, true],
  ])('%j has a chat’s end by the server published: %s', (widgets, publishes) => {
    configured(widgets)
    expect(createPlatform().reportsServerEnd()).toBe(publishes)
  })

  it.each([
    [{}, null],
    [{ webchat: {} }, null],
    [{ webchat: { transport: {} } }, null],
    [{ webchat: { transport: { type: 'own-transport' } } }, null],
    [{ webchat: { transport: { type: 'own-transport' }, dataURL: 'https://gms.example' } }, null],
    [{ webchat: { transport: { type: 'pureengage-v3-rest' } } }, 'digital-channels'],
    [{ webchat: { transport: { type: 'purecloud-v2-sockets' } } }, 'genesys-cloud'],
    [{ webchat: { dataURL: 'https://gms.example' } }, 'gms'],
    [{ webchat: { cometD: { cometURL: 'https://gms.example/cometd' } } }, 'gms'],
  ])('%j names the transport: %s', (widgets, transport) => {
    configured(widgets)
    expect(configuredTransport()).toBe(transport)
    expect(createPlatform().transport()).toBe(transport)
  })

  it.each([
    [{}, []],
    [{ main: {} }, []],
    [{ main: { preload: [] } }, []],
    [{ main: { preload: ['sidebar', 'WebChat'] } }, ['WebChat', 'WebChatService']],
    [{ main: { preload: ['webchatservice'] } }, ['WebChatService']],
    [{ main: { preload: ['mywebchat', 'webchats', null] } }, []],
    [{ main: { preload: 'webchat' } }, []],
  ])('%j loads from the start: %s', (widgets, names) => {
    configured(widgets)
    expect(['WebChat', 'WebChatService', 'SendMessage'].filter(preloads)).toEqual(names)
  })

  it.each([undefined, {}, { widgets: {} }])('is empty on a page whose _genesys is %j', (_genesys) => {
    if (_genesys) page._genesys = _genesys
    const platform = createPlatform()
    expect([configuredAsync(), configuredTransport(), preloads('WebChat')]).toEqual([undefined, null, false])
    expect([platform.window.rendersMarkdown(), platform.reportsServerEnd()]).toEqual([false, false])
  })
})
