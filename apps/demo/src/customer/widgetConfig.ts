import { ASYNC_TOKEN_KEY } from '../shared/forgetChat.ts'
import type { ChatMode } from '../shared/settings.ts'

/** The part of `_genesys.widgets` that both widgets read. */
export interface WidgetConfig extends Record<string, unknown> {
  readonly webchat: Record<string, unknown> & {
    readonly transport: Record<string, unknown> & {
      readonly dataURL: string
      readonly endpoint: string
      readonly headers: { readonly 'x-api-key': string }
      readonly pollTimeout: number
    }
  }
}

/** The page's `_genesys.widgets`, for the real widget and the simulator's alike. */
export function widgetConfig(mode: ChatMode): WidgetConfig {
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
      transport: {
        type: 'pureengage-v3-rest',
        dataURL: new URL('/nexus/v3/chat/sessions', location.href).href,
        // The endpoint tells the contact centre which kind of chat this is.
        endpoint: mode === 'async' ? 'support-async' : 'support',
        headers: { 'x-api-key': 'halbrook' },
        stream: 'halbrook',
        pollTimeout: 500,
        ...(mode === 'async' && { async: asyncSession }),
      },
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
