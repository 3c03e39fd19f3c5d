import type { ChatMessage, Fault, SessionSummary } from 'genesys-simulator/server'
import { simulatorFetch } from '../shared/simulator.ts'

export type { ChatMessage, Fault, SessionSummary }

/** The agent's side of the simulator, over HTTP. */
export const agentApi = {
  sessions: async (signal?: AbortSignal): Promise<readonly SessionSummary[]> =>
    (await call<{ sessions: SessionSummary[] }>('GET', '/sessions', undefined, signal)).sessions,
  messages: async (sessionId: string, signal?: AbortSignal): Promise<readonly ChatMessage[]> =>
    (await call<{ messages: ChatMessage[] }>('GET', `${of(sessionId)}/messages`, undefined, signal)).messages,
  join: (sessionId: string, name: string): Promise<unknown> =>
    call('POST', `${of(sessionId)}/join`, { name }),
  say: (sessionId: string, text: string): Promise<unknown> => call('POST', `${of(sessionId)}/say`, { text }),
  typing: (sessionId: string, typing: boolean): Promise<unknown> =>
    call('POST', `${of(sessionId)}/typing`, { stopped: !typing }),
  state: (sessionId: string, interactionState: string): Promise<unknown> =>
    call('POST', `${of(sessionId)}/state`, { interactionState }),
  disconnect: (sessionId: string): Promise<unknown> => call('POST', `${of(sessionId)}/disconnect`, {}),
  transfer: (sessionId: string, to: string): Promise<unknown> =>
    call('POST', `${of(sessionId)}/transfer`, { to }),
  leave: (sessionId: string): Promise<unknown> => call('POST', `${of(sessionId)}/leave`, {}),
  end: (sessionId: string): Promise<unknown> => call('POST', `${of(sessionId)}/end`, {}),
  forget: (sessionId: string): Promise<unknown> => call('POST', `${of(sessionId)}/forget`, {}),
  fault: (fault: Fault): Promise<unknown> => call('POST', '/faults', fault),
}

function of(sessionId: string): string {
  return `/sessions/${encodeURIComponent(sessionId)}`
}

async function call<Answer>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await simulatorFetch(`/agent${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    ...(signal === undefined ? {} : { signal }),
  })
  const answer: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(messageOf(answer) ?? `The contact centre answered ${response.status}.`)
  return answer as Answer
}

function messageOf(answer: unknown): string | undefined {
  const status = (answer as { status?: { message?: unknown } } | null)?.status
  return typeof status?.message === 'string' ? status.message : undefined
}
