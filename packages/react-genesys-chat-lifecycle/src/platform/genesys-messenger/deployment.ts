import { tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { asRecord, firstText } from '../raw.ts'

/** What a deployment allows, as far as the page was told. */
export interface Deployment {
  readonly id: string
  readonly isActive: boolean
  /** No window of the vendor's. Then the service is loaded from the start. */
  readonly isHeadless: boolean
  /** What an agent's disconnect does: nothing that a page hears, close the segment, or end the chat. */
  readonly disconnect: 'off' | 'send' | 'read-only'
  readonly canClear: boolean
  /** Its products start when the customer has signed in. */
  readonly needsSignIn: boolean
  readonly language: string
  /** What it says about files. Untrusted. */
  readonly fileUpload: unknown
}

/** Reads `configurationReceived`, or what the bootstrap keeps of it. */
export function readDeployment(config: unknown): Deployment {
  const { id, status, headlessMode, messenger, defaultLanguage, auth } = asRecord(config)
  const apps = asRecord(asRecord(messenger).apps)
  const { conversationDisconnect, conversationClear } = asRecord(apps.conversations)
  const disconnect = asRecord(conversationDisconnect)
  return {
    id: firstText(id),
    isActive: !/^inactive$/i.test(firstText(status)),
    isHeadless: asRecord(headlessMode).enabled === true,
    disconnect:
      disconnect.enabled !== true
        ? 'off'
        : /^readonly$/i.test(firstText(disconnect.type))
          ? 'read-only'
          : 'send',
    needsSignIn: asRecord(auth).enabled === true,
    canClear: asRecord(conversationClear).enabled === true,
    language: firstText(defaultLanguage),
    fileUpload: asRecord(messenger).fileUpload,
  }
}

/** Tells developers what to switch on. */
export function warnAboutDeployment({ disconnect, canClear }: Deployment): void {
  inDevelopment(() => {
    if (disconnect === 'off') {
      tellOnce(
        'Conversation Disconnect is off in this Messenger configuration, so nothing tells the page that an agent has closed a conversation. Switch it on under Admin > Message > Messenger Configurations > Apps > Conversation Disconnect, or let a workflow send a text and use closeSignals={[textMarker(…)]}.',
      )
    }
    if (!canClear) {
      tellOnce(
        'Conversation Clear is off in this Messenger configuration, so end() rejects. Switch it on under Admin > Message > Messenger Configurations > Apps > Conversation Clear.',
      )
    }
  })
}
