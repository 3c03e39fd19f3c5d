import type { GuestKey, GuestServer, GuestWireMember, GuestWirePage } from 'genesys-models/widget'
import { createSender, type HttpOptions, readJson } from './answerTo.ts'

const PATH = '/api/v2/webchat/guest/conversations'
const ORGANISATION = '00000000-0000-4000-8000-000000000000'

interface StartAnswer {
  readonly id: string
  readonly jwt: string
  readonly eventStreamUri: string
  readonly member: { readonly id: string }
}

/** The guest chat API of Genesys Cloud over HTTP and a WebSocket, request for request as the real widget sends it. */
export function guestHttp(options: HttpOptions): GuestServer {
  const { apiKey } = options
  const base = options.dataURL.replace(/\/$/, '') + PATH
  const send = createSender(options)

  async function ask<Answer>(method: string, path: string, jwt?: string, body?: unknown): Promise<Answer> {
    const response = await send(base + path, {
      method,
      headers: {
        ...(jwt !== undefined && { authorization: `Bearer ${jwt}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return readJson(response)
  }
  const mine = ({ conversationId, memberId }: GuestKey): string => `/${conversationId}/members/${memberId}`

  return {
    async start({ displayName, customFields, targetAddress }) {
      const answer = await ask<StartAnswer>('POST', '', undefined, {
        organizationId: ORGANISATION,
        deploymentId: apiKey ?? 'simulator',
        routingTarget: { targetType: 'QUEUE', targetAddress: targetAddress || 'support' },
        memberInfo: { displayName, customFields },
      })
      const { id, jwt, eventStreamUri, member } = answer
      return { jwt, conversationId: id, memberId: member.id, WebSocketUrl: eventStreamUri }
    },
    member: ({ jwt, conversationId }, memberId) => ask('GET', `/${conversationId}/members/${memberId}`, jwt),
    members: async ({ jwt, conversationId }) =>
      (await ask<{ entities: GuestWireMember[] }>('GET', `/${conversationId}/members`, jwt)).entities,
    messages({ jwt, conversationId }, which) {
      const query =
        'after' in which
          ? { after: which.after }
          : {
              sortOrder: 'descending',
              maxResults: String(which.count),
              ...(which.before !== undefined && { before: which.before }),
            }
      return ask<GuestWirePage>('GET', `/${conversationId}/messages?${new URLSearchParams(query)}`, jwt)
    },
    send: (key, body) => ask('POST', `${mine(key)}/messages`, key.jwt, { body, bodyType: 'standard' }),
    typing: (key) => ask('POST', `${mine(key)}/typing`, key.jwt),
    leave: (key) => ask('DELETE', mine(key), key.jwt),
    open({ WebSocketUrl }, listener) {
      const socket = new WebSocket(WebSocketUrl)
      socket.onopen = () => listener.onOpen()
      socket.onmessage = ({ data }) => listener.onFrame(JSON.parse(String(data)))
      socket.onclose = () => listener.onClosed()
      return () => {
        socket.onclose = null
        socket.onmessage = null
        socket.close()
      }
    },
  }
}
