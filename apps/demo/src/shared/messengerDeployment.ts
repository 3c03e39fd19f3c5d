import type { DeploymentSettings } from 'genesys-simulator/server'
import type { ChatMode } from './settings.ts'

const READ_ONLY = 'readonly'
const HEADLESS = 'headless'

/** The Messenger deployment of a page. Its id says what it is for. */
export function deploymentIdOf(mode: ChatMode, isHeadless: boolean): string {
  return ['halbrook', mode === 'regular' && READ_ONLY, isHeadless && HEADLESS].filter(Boolean).join('-')
}

/** The settings of a deployment, by its id. */
export function messengerSettings(id: string): DeploymentSettings {
  return {
    conversationDisconnect: id.includes(READ_ONLY) ? 'ReadOnly' : 'Send',
    headless: id.includes(HEADLESS),
    primaryColor: '#7a3b1d',
  }
}
