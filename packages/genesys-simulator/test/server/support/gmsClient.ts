import {
  type AgentClient,
  GMS_PATH,
  type GmsAnswer,
  type GmsKeys,
  type GmsMessage,
} from '../../../src/server/index.ts'
import { postForm, type TestCentre } from './client.ts'

/** An answer of GMS, with the HTTP status. */
export type GmsHttpAnswer = GmsAnswer & { readonly status: number }

/** A customer in a chat over GMS Chat API v2, as the widget would be. */
export interface GmsCustomer {
  readonly keys: GmsKeys
  readonly chat: ReturnType<AgentClient['session']>
  /** Sends a request of this chat, with its keys. */
  ask(operation: string, fields?: Record<string, string>): Promise<GmsHttpAnswer>
  /** The messages from an index. Default: all. */
  refresh(from?: number): Promise<readonly GmsMessage[]>
  upload(operation: string, ...files: File[]): Promise<GmsHttpAnswer>
}

export async function askGms(
  { fetch }: Pick<TestCentre, 'fetch'>,
  path: string,
  init?: RequestInit,
): Promise<GmsHttpAnswer> {
  const response = await fetch(GMS_PATH + path, init)
  return { status: response.status, ...(await response.json()) }
}

/** Starts a chat as the widget does: with a slash at the end. */
export async function startGmsChat(
  testCentre: TestCentre,
  fields: Record<string, string> = {},
): Promise<GmsCustomer> {
  const start = postForm({ nickname: '', firstName: 'Joe', lastName: 'Doe', ...fields })
  const { chatId = '', userId = '', secureKey = '', alias = '' } = await askGms(testCentre, '/shop/', start)
  const shown = { userId, secureKey, alias }
  const ask: GmsCustomer['ask'] = (operation, more) =>
    askGms(testCentre, `/shop/${chatId}/${operation}`, postForm({ ...shown, ...more }))
  return {
    keys: { chatId, ...shown },
    chat: testCentre.agent.session(chatId),
    ask,
    refresh: async (from = 1) => (await ask('refresh', { transcriptPosition: String(from) })).messages,
    upload: (operation, ...files) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(shown)) body.append(name, value)
      for (const file of files) body.append('file', file)
      return askGms(testCentre, `/shop/${chatId}/${operation}`, { method: 'POST', body })
    },
  }
}
