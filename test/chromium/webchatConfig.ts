import type { RunningSimulator } from 'genesys-simulator/node'
import type { Transport } from 'genesys-simulator/server'

export interface WebchatOptions {
  readonly mode: 'async' | 'regular'
  readonly dataUrl: string
  readonly gmsCometD: RunningSimulator['gmsCometD']
  readonly apiKey: string
  readonly endpoint: string
  /** Milliseconds between polls. On GMS at least 250. */
  readonly pollTimeout: number
  /** Default `digital-channels`. */
  readonly transport?: Transport
  /** More settings of the transport. GMS has none. */
  readonly transportOptions?: Readonly<Record<string, unknown>>
  /** More settings of `webchat`. */
  readonly webchat?: Readonly<Record<string, unknown>>
}

/** `_genesys.widgets.webchat`. The page adds the functions that store an asynchronous chat. */
export function webchatConfig(options: WebchatOptions): Record<string, unknown> {
  return {
    emojis: false,
    uploadsEnabled: false,
    chatButton: { enabled: true, openDelay: 0, effectDuration: 0 },
    ...settings[options.transport ?? 'digital-channels'](options),
    ...options.webchat,
  }
}

const settings = { 'digital-channels': digitalChannels, gms, 'genesys-cloud': genesysCloud }

function digitalChannels(options: WebchatOptions): Record<string, unknown> {
  const { mode, dataUrl, apiKey, endpoint, pollTimeout, transportOptions } = options
  return {
    transport: {
      type: 'pureengage-v3-rest',
      dataURL: dataUrl,
      endpoint,
      headers: { 'x-api-key': apiKey },
      pollTimeout,
      async: { enabled: mode === 'async', newMessageRestoreState: 'minimized' },
      ...transportOptions,
    },
  }
}

/** GMS has no `transport`. The poll is as fast at the start as later. */
function gms(options: WebchatOptions): Record<string, unknown> {
  const { mode, dataUrl, apiKey, endpoint, pollTimeout } = options
  if (mode === 'async') return gmsOverCometD(options)
  const pollRate = Math.max(250, pollTimeout)
  return {
    dataURL: dataUrl,
    apikey: apiKey,
    endpoint,
    pollRate: 1000,
    pollRateMin: pollRate,
    pollRateMax: pollRate,
  }
}

/** GMS has asynchronous chats over CometD only. */
function gmsOverCometD({ gmsCometD, endpoint }: WebchatOptions): Record<string, unknown> {
  const channel = '/service/chatV2/customer-support'
  return {
    endpoint,
    cometD: { enabled: true, ...gmsCometD, channel, websocketEnabled: false, logLevel: 'warn' },
    async: { enabled: true },
  }
}

function genesysCloud({
  dataUrl,
  apiKey,
  endpoint,
  transportOptions,
}: WebchatOptions): Record<string, unknown> {
  return {
    transport: {
      type: 'purecloud-v2-sockets',
      dataURL: dataUrl,
      deploymentKey: apiKey,
      orgGuid: '00000000-0000-4000-8000-000000000000',
      interactionData: { routing: { targetType: 'QUEUE', targetAddress: endpoint, priority: 1 } },
      ...transportOptions,
    },
  }
}
