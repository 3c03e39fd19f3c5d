import 'genesys-simulator/widget.css'
import { installGenesysWidgets } from 'genesys-simulator/widget'
import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import type { ChatMode } from '../shared/settings.ts'
import { simulatorFetch } from '../shared/simulator.ts'
import { loadRealWidget, realWidgetUrl } from './realWidget.ts'
import { watchBus } from './watchBus.ts'
import { widgetConfig } from './widgetConfig.ts'

/** Puts a chat widget on the page: the vendor's where one was named, else the simulator's. Both are told the same. */
export function bootWidget(mode: ChatMode): void {
  const config = widgetConfig(mode)
  watchBus(config)
  ;(window as { _genesys?: unknown })._genesys = { widgets: config }
  const real = realWidgetUrl()
  if (real) {
    void loadRealWidget(real)
    return
  }
  const { transport } = config.webchat
  installGenesysWidgets({
    dataURL: transport.dataURL,
    endpoint: transport.endpoint,
    apiKey: transport.headers['x-api-key'],
    pollTimeout: transport.pollTimeout,
    async: mode === 'async',
    fetch: simulatorFetch,
    tokens: {
      store: (data) => localStorage.setItem(ASYNC_TOKEN_KEY, JSON.stringify(data)),
      read: () => JSON.parse(localStorage.getItem(ASYNC_TOKEN_KEY) ?? 'null') ?? undefined,
      remove: () => localStorage.removeItem(ASYNC_TOKEN_KEY),
    },
  })
}
