import {
  type AgentClient,
  type AppOptions,
  CHAT_PATH,
  ContactCentre,
  type ContactCentreOptions,
  createAgentClient,
  createApp,
  createManualClock,
  type Delivery,
  type ManualClock,
} from '../../../src/server/index.ts'

const ORIGIN = 'http://simulator'

export interface Answer<Data = Record<string, unknown>> {
  readonly status: number
  readonly code: string
  readonly message: string | undefined
  readonly data: Data
  readonly operationId: string
}

/** A contact centre without a network, and a clock that the test moves. */
export interface TestCentre {
  readonly clock: ManualClock
  readonly centre: ContactCentre
  readonly agent: AgentClient
  /** Sends a request as it is. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Sends a request below the customer's API and reads the envelope. */
  ask<Data = Record<string, unknown>>(path: string, init?: RequestInit): Promise<Answer<Data>>
  startChat(endpoint?: string, nickname?: string): Promise<TestCustomer>
}

/** A customer with a token, as the widget would be. */
export interface TestCustomer {
  readonly sessionId: string
  readonly participantId: string
  readonly token: string
  readonly chat: ReturnType<AgentClient['session']>
  /** Sends a request below this chat's address, with its token. */
  ask<Data = Record<string, unknown>>(path: string, init?: RequestInit): Promise<Answer<Data>>
  poll(query?: string, init?: RequestInit): Promise<Delivery>
  send(text: string): Promise<Answer<{ chatEnded: boolean }>>
  leave(): Promise<Answer<{ chatEnded: boolean }>>
}

export function createTestCentre(
  options: ContactCentreOptions & Omit<AppOptions, 'centre'> = {},
): TestCentre {
  const clock = createManualClock()
  const centre = new ContactCentre({ clock, seed: 1, ...options })
  const app = createApp({ ...options, centre })
  const fetchPath = async (path: string, init?: RequestInit) => app.fetch(new Request(ORIGIN + path, init))
  const agent = createAgentClient(ORIGIN, (request) => app.fetch(request))
  const ask: TestCentre['ask'] = async (path, init) => {
    const response = await fetchPath(CHAT_PATH + path, init)
    const { status, data, operationId } = await response.json()
    return { status: response.status, code: status.code, message: status.message, data, operationId }
  }
  const startChat: TestCentre['startChat'] = async (endpoint = 'shop', nickname = 'Joe') => {
    const { data } = await ask<{ clientToken: string }>(
      '',
      postForm({ 'data[nickname]': nickname, 'data[endpoint]': endpoint }),
    )
    const token = data.clientToken
    const { sessionId, participantId } = readToken(token)
    const withToken = (init: RequestInit = {}) => ({
      ...init,
      headers: { 'x-nexus-client-key': token, ...init.headers },
    })
    const askChat: TestCustomer['ask'] = (path, init) => ask(`/${sessionId}${path}`, withToken(init))
    return {
      sessionId,
      participantId,
      token,
      chat: agent.session(sessionId),
      ask: askChat,
      poll: async (query = '', init) => (await askChat<Delivery>(`/messages${query}`, init)).data,
      send: (text) => askChat('/messages', postForm({ 'data[type]': 'Text', 'data[text]': text })),
      leave: () => askChat(`/participants/${participantId}`, { method: 'DELETE' }),
    }
  }
  return { clock, centre, agent, fetch: fetchPath, ask, startChat }
}

/** As the widget sends it. */
export function postForm(fields: Record<string, string>, method = 'POST'): RequestInit {
  return {
    method,
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
  }
}

export function postJson(body: unknown, method = 'POST'): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** As the widget reads it. */
export function readToken(token: string): {
  sessionId: string
  participantId: string
  nickname: string
  exp: number
} {
  return JSON.parse(atob(token.split('.')[1] ?? ''))
}

export { inShort } from '../../../../genesys-models/test/support/inShort.ts'
