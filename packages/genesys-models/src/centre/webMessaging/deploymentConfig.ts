import type { Deployment } from './deployments.ts'

/** Where a page finds the APIs. */
export interface WebMessagingEndpoints {
  /** Such as `https://api.mypurecloud.com`. */
  readonly apiEndpoint: string
  /** Such as `wss://webmessaging.mypurecloud.com`. */
  readonly messagingEndpoint: string
}

/** What `config.json` of a deployment has. */
export function deploymentConfig(deployment: Deployment, endpoints: WebMessagingEndpoints): object {
  const { fileTypes, conversationDisconnect } = deployment
  return {
    id: deployment.id,
    version: '1',
    status: deployment.status,
    languages: ['en-us'],
    defaultLanguage: 'en-us',
    apiEndpoint: endpoints.apiEndpoint,
    headlessMode: { enabled: deployment.headless },
    messenger: {
      enabled: true,
      apps: {
        conversations: {
          enabled: true,
          messagingEndpoint: endpoints.messagingEndpoint,
          showAgentTypingIndicator: deployment.showAgentTyping,
          showUserTypingIndicator: deployment.showUserTyping,
          autoStart: { enabled: deployment.autoStart },
          conversationDisconnect: {
            enabled: conversationDisconnect !== false,
            type: conversationDisconnect || 'Send',
          },
          conversationClear: { enabled: deployment.conversationClear },
          markdown: { enabled: false },
          notifications: { enabled: false, notificationContentType: 'ExcludeMessagesContent' },
          humanize: { enabled: false },
          sessionDurationSeconds: deployment.sessionDurationSeconds,
        },
      },
      styles: { primaryColor: deployment.primaryColor },
      launcherButton: { visibility: deployment.launcher },
      homeScreen: { enabled: false },
      fileUpload: {
        enableAttachments: fileTypes.length > 0,
        modes: fileTypes.length > 0 ? [{ fileTypes, maxFileSizeKB: deployment.maxFileSizeKB }] : [],
      },
    },
    journeyEvents: { enabled: false },
    auth: { enabled: deployment.auth, allowSessionUpgrade: false },
    position: { alignment: 'Auto', sideSpace: 20, bottomSpace: 20 },
  }
}

/** What `domains.json` of a deployment has. */
export function deploymentDomains({ allowedDomains }: Deployment): object {
  return { allowAllDomains: allowedDomains === null, allowedDomains: allowedDomains ?? [] }
}
