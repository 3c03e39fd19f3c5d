import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import type { DemoSettings } from '../shared/settings.ts'

/** The page's `_genesys.widgets`. */
export interface WidgetConfig extends Record<string, unknown> {
  readonly webchat: Record<string, unknown>
}

/** What the simulator's widget and the vendor's are told alike. */
export const API_KEY = 'halbrook'
export const POLL_MS = 500

/** The address of the chat server. */
export const dataUrl = ({ transport }: Pick<DemoSettings, 'transport'>): string =>
  new URL(transport === 'gms' ? '/genesys/2/chat/support' : '/nexus/v3/chat/sessions', location.href).href

/** The chat's entry into the contact centre, which tells the kind of chat. */
export const endpoint = ({ mode }: Pick<DemoSettings, 'mode'>): string =>
  mode === 'async' ? 'support-async' : 'support'

/** Configures the vendor's widget. The simulator's shares `main` and the window's settings. */
export function widgetConfig(settings: DemoSettings): WidgetConfig {
  return {
    main: {
      theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
      lang: 'en',
      // The page makes no requests to third parties.
      downloadGoogleFont: false,
    },
    webchat: {
      userData: {},
      emojis: false,
      uploadsEnabled: false,
      chatButton: { enabled: true, openDelay: 100, effectDuration: 0, hideDuringInvite: true },
      autoInvite: { enabled: false },
      ...(settings.transport === 'gms' ? gms(settings) : digitalChannels(settings)),
    },
  }
}

/** GMS Chat API v2 has no `transport`. */
function gms(settings: DemoSettings): Record<string, unknown> {
  return {
    dataURL: dataUrl(settings),
    apikey: API_KEY,
    endpoint: endpoint(settings),
    pollRateMin: POLL_MS,
    pollRateMax: POLL_MS,
  }
}

function digitalChannels(settings: DemoSettings): Record<string, unknown> {
  return {
    transport: {
      type: 'pureengage-v3-rest',
      dataURL: dataUrl(settings),
      endpoint: endpoint(settings),
      headers: { 'x-api-key': API_KEY },
      stream: 'halbrook',
      pollTimeout: POLL_MS,
      ...(settings.mode === 'async' && { async: asyncSession }),
    },
  }
}

/**
 * Keeps the token of an asynchronous chat. The vendor's names are inverted: `getSessionData` receives the data to store, and
 * `setSessionData` returns it.
 */
const asyncSession = {
  enabled: true,
  newMessageRestoreState: 'minimized',
  getSessionData: (data: unknown): void => localStorage.setItem(ASYNC_TOKEN_KEY, JSON.stringify(data)),
  setSessionData: (): unknown => JSON.parse(localStorage.getItem(ASYNC_TOKEN_KEY) ?? 'null') ?? '',
  deleteSessionData: (): void => localStorage.removeItem(ASYNC_TOKEN_KEY),
}
