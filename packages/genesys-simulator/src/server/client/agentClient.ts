import type {
  AgentScript,
  ChatMessage,
  Deployment,
  DeploymentSettings,
  DisconnectType,
  Fault,
  SessionSummary,
  StaffMember,
  StaffType,
} from 'genesys-models/centre'
import type { Said } from '../http/agentSays.ts'

/** The agent's side of one session. `as` is the participant id or name of the agent who acts. Default: the agent who joined last. */
export interface AgentSession {
  readonly sessionId: string
  summary(): Promise<SessionSummary>
  /** Returns the messages after an index, typing included. Without an index, all messages. */
  messages(after?: string): Promise<{ messages: ChatMessage[]; chatEnded: boolean }>
  join(name: string, type?: StaffType): Promise<StaffMember>
  say(text: string, as?: string): Promise<ChatMessage>
  /** Sends quick replies, except on Genesys Cloud, or cards, on Messenger. */
  offer(said: Said & { readonly as?: string }): Promise<ChatMessage>
  /** Disconnects the conversation, on Messenger. Default: as the deployment says. */
  disconnect(options?: { type?: DisconnectType; as?: string }): Promise<ChatMessage>
  typing(options?: { stopped?: boolean; as?: string }): Promise<ChatMessage>
  /** `Finalizing`, `Completed`, or any other state. */
  state(interactionState: string): Promise<ChatMessage>
  leave(as?: string): Promise<StaffMember>
  transfer(to: string, options?: { type?: StaffType; from?: string }): Promise<StaffMember>
  /** Lets a script play the agent once, from now on. */
  play(script: AgentScript): Promise<void>
  /** The server ends the chat. */
  end(): Promise<SessionSummary>
  /** Answers 404 for this session from now on. */
  forget(): Promise<void>
}

/** The agent's side of a simulator, over its HTTP API. */
export interface AgentClient {
  /** Oldest first. */
  sessions(): Promise<SessionSummary[]>
  session(sessionId: string): AgentSession
  /** The session that was started last. @throws when there is none yet */
  newest(): Promise<AgentSession>
  /** Sets what a scripted agent does in every segment that a customer opens from now on. `undefined` removes the script. */
  useScript(script: AgentScript | undefined): Promise<void>
  /** Changes a deployment of Messenger. Pages read it when they load. */
  changeDeployment(id: string, settings: DeploymentSettings): Promise<Deployment>
  addFault(fault: Fault): Promise<void>
  clearFaults(): Promise<void>
}

/**
 * Creates a client for the agent's API of a simulator.
 *
 * @param url the address of the simulator, without a slash at the end
 * @param fetchImpl sends a request. In a page without a server: `(request) => app.fetch(request)`
 * @throws (from every call) an Error with the simulator's own message when it refuses
 * @example
 * const agent = createAgentClient('http://127.0.0.1:8090')
 * const chat = await agent.newest()
 * await chat.join('Anna')
 * await chat.say('Hello, how can I help?')
 */
export function createAgentClient(
  url: string,
  fetchImpl: (request: Request) => Response | Promise<Response> = (request) => fetch(request),
): AgentClient {
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const request = new Request(`${url}/agent${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const response = await fetchImpl(request)
    const answer = await response.json()
    if (!response.ok)
      throw new Error(`${method} /agent${path}: ${answer?.status?.message ?? response.status}`)
    return answer as Answer
  }
  const session = (sessionId: string): AgentSession => {
    const path = `/sessions/${encodeURIComponent(sessionId)}`
    const act = <Answer>(action: string, body: object = {}) => call<Answer>('POST', `${path}/${action}`, body)
    return {
      sessionId,
      summary: () => call('GET', path),
      messages: (after) =>
        call('GET', `${path}/messages${after ? `?after=${encodeURIComponent(after)}` : ''}`),
      join: (name, type) => act('join', { name, type }),
      say: (text, as) => act('say', { text, as }),
      offer: (said) => act('say', said),
      disconnect: (options) => act('disconnect', options),
      typing: (options) => act('typing', options),
      state: (interactionState) => act('state', { interactionState }),
      leave: (as) => act('leave', { as }),
      transfer: (to, options) => act('transfer', { to, ...options }),
      play: async (steps) => void (await act('script', { steps })),
      end: () => act('end'),
      forget: async () => void (await act('forget')),
    }
  }
  const sessions = async () => (await call<{ sessions: SessionSummary[] }>('GET', '/sessions')).sessions
  return {
    sessions,
    session,
    newest: async () => {
      const newest = (await sessions()).at(-1)
      if (!newest) throw new Error('No chat has been started yet.')
      return session(newest.sessionId)
    },
    useScript: async (steps) => {
      await (steps ? call('POST', '/script', { steps }) : call('DELETE', '/script'))
    },
    changeDeployment: (id, settings) => call('PUT', `/deployments/${encodeURIComponent(id)}`, settings),
    addFault: async (fault) => void (await call('POST', '/faults', fault)),
    clearFaults: async () => void (await call('DELETE', '/faults')),
  }
}
