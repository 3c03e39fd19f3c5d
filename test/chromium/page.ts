import { type WebchatOptions, webchatConfig } from './webchatConfig.ts'
import type { WidgetKind } from './widgetKind.ts'

/** A script for the page: a file that is served, or the text itself. */
export interface PageScript {
  readonly src?: string
  readonly content?: string
  readonly type?: 'module'
  /** Before the widget's own scripts, or after them (default). */
  readonly place?: 'before' | 'after'
}

export interface PageOptions extends WebchatOptions {
  readonly scripts?: readonly PageScript[]
  /** Runs when `CXBus` exists and nothing has started yet. */
  readonly atStart?: string
  /** HTML for the body. */
  readonly body?: string
}

/** All events of the chat. The bus has no way to subscribe to everything. */
const EVENTS: readonly string[] = [
  'App.ready',
  ...[
    ...[
      'ready',
      'started',
      'restored',
      'restoreFailed',
      'restoreTimeout',
      'restoredOffline',
      'messageReceived',
    ],
    ...['error', 'ended', 'sessionLost', 'agentConnected', 'agentDisconnected', 'supervisorConnected'],
    ...['supervisorDisconnected', 'botConnected', 'botDisconnected', 'clientConnected', 'clientDisconnected'],
    ...['agentTypingStarted', 'agentTypingStopped', 'agentTypingTimeout', 'clientTypingStarted'],
    ...['clientTypingStopped', 'pollingStarted', 'pollingStopped', 'disconnected', 'reconnected'],
    ...['chatServerWentOffline', 'chatServerBackOnline', 'capabilitiesChanged', 'sleeping', 'waking'],
    'data.sessionActive',
  ].map((name) => `WebChatService.${name}`),
  ...[
    ...[
      'ready',
      'opened',
      'started',
      'submitted',
      'rejected',
      'completed',
      'cancelled',
      'closed',
      'minimized',
    ],
    ...['unminimized', 'messageAdded', 'chatButtonDisplayed'],
  ].map((name) => `WebChat.${name}`),
]

/** A page with the vendor's configuration and the widget's scripts. */
export function pageHtml(widget: WidgetKind, options: PageOptions): string {
  const { scripts = [], atStart = '', body = '' } = options
  const config = {
    main: { theme: 'light', lang: 'en', preload: ['webchat', 'webchatservice'], downloadGoogleFont: false },
    webchat: webchatConfig(options),
  }
  const place = (where: 'before' | 'after') =>
    scripts.filter((script) => (script.place ?? 'after') === where).map(scriptTag)
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>',
    ...widget.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    // The vendor's names are inverted: getSessionData stores, setSessionData returns.
    `<script>
      window._genesys = { widgets: ${inScript(config)} };
      const stored = 'shop.chat';
      const { webchat } = window._genesys.widgets;
      Object.assign((webchat.transport ?? webchat).async ?? {}, {
        getSessionData(data) { localStorage.setItem(stored, JSON.stringify(data)); },
        setSessionData() { return localStorage.getItem(stored) ?? ''; },
        deleteSessionData() { localStorage.removeItem(stored); },
      });
    </script>`,
    ...place('before'),
    ...widget.scripts(
      options,
      `for (const name of ${inScript(EVENTS)}) {
        CXBus.subscribe(name, (envelope) => window.recordEnvelope(JSON.stringify(envelope)));
      }
      ${atStart}`,
    ),
    ...place('after'),
    `</head><body>${body}</body></html>`,
  ].join('\n')
}

function scriptTag({ src, content = '', type }: PageScript): string {
  const attributes = [type && `type="${type}"`, src && `src="${src}"`].filter(Boolean).join(' ')
  return `<script ${attributes}>${content}</script>`
}

/** JSON that cannot end the script that contains it. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
