import type { DisconnectType } from '../guest/guestSession.ts'

/** What a deployment is like. */
export interface DeploymentOptions {
  readonly id: string
  readonly headless: boolean
  readonly disconnect: DisconnectType
  readonly clear: boolean
  readonly autoStart: boolean
  readonly active: boolean
}

/** A deployment's `config.json`, with what the vendor's own clients insist on. */
export function deploymentConfig(options: DeploymentOptions): Record<string, unknown> {
  const { id, headless, disconnect, clear, autoStart, active } = options
  return {
    id,
    version: '1',
    languages: ['en-us'],
    defaultLanguage: 'en-us',
    apiEndpoint: 'https://api.example',
    status: active ? 'Active' : 'Inactive',
    headlessMode: { enabled: headless },
    messenger: {
      enabled: !headless,
      apps: {
        conversations: {
          messagingEndpoint: 'wss://webmessaging.example',
          enabled: true,
          showAgentTypingIndicator: true,
          showUserTypingIndicator: true,
          autoStart: { enabled: autoStart },
          conversationDisconnect: {
            enabled: disconnect !== 'off',
            type: disconnect === 'read-only' ? 'ReadOnly' : 'Send',
          },
          conversationClear: { enabled: clear },
          markdown: { enabled: false },
        },
      },
      styles: { primaryColor: '#444444' },
      launcherButton: { visibility: 'On' },
      fileUpload: { modes: [{ fileTypes: ['image/png'], maxFileSizeKB: 10_240 }] },
    },
    journeyEvents: { enabled: false },
    auth: { enabled: false },
  }
}
