import 'genesys-simulator/widget.css'
import { installGenesysWidgets } from 'genesys-simulator/widget'
import { loadGenesysWidgets } from 'react-genesys-chat-lifecycle'
import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import type { DemoSettings } from '../shared/settings.ts'
import { simulatorFetch } from '../shared/simulator.ts'
import { bootMessenger } from './bootMessenger.ts'
import { realWidgetUrl } from './realWidgetUrl.ts'
import { watchBus } from './watchBus.ts'
import { API_KEY, dataUrl, endpoint, POLL_MS, widgetConfig } from './widgetConfig.ts'

export interface BootOptions {
  /** Without a window, for a custom chat UI. */
  readonly headless?: boolean
}

/** Puts a chat widget on the page: the vendor's if one is configured, otherwise the simulator's. */
export function bootWidget(settings: DemoSettings, { headless = false }: BootOptions = {}): void {
  if (settings.platform === 'messenger') {
    bootMessenger(settings, headless)
    return
  }
  const config = widgetConfig(settings)
  watchBus(config)
  const real = realWidgetUrl()
  if (real) {
    const preload = headless ? ['webchatservice'] : ['webchatservice', 'webchat']
    void loadGenesysWidgets({ baseUrl: real.href, config, preload, styles: !headless })
    return
  }
  ;(window as { _genesys?: unknown })._genesys = { widgets: config }
  installGenesysWidgets({
    transport: settings.transport,
    dataURL: dataUrl(settings),
    endpoint: endpoint(settings),
    apiKey: API_KEY,
    pollTimeout: POLL_MS,
    async: settings.mode === 'async',
    webChat: !headless,
    fetch: simulatorFetch,
    tokens: {
      store: (data) => localStorage.setItem(ASYNC_TOKEN_KEY, JSON.stringify(data)),
      read: () => JSON.parse(localStorage.getItem(ASYNC_TOKEN_KEY) ?? 'null') ?? undefined,
      remove: () => localStorage.removeItem(ASYNC_TOKEN_KEY),
    },
  })
}
