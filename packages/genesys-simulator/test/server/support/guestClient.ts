import { GUEST_PATH } from '../../../src/server/index.ts'
import type { TestCentre, TestCustomer } from './client.ts'
import { postJson } from './client.ts'

/** The body of an answer of the guest chat API, whatever it is. */
type GuestBody = Record<string, unknown> & { readonly entities?: Record<string, unknown>[] }

/** A customer with a `jwt`, as the widget would be. */
export interface TestGuest {
  readonly id: string
  readonly memberId: string
  readonly jwt: string
  readonly eventStreamUri: string
  readonly chat: TestCustomer['chat']
  /** Sends a request below this conversation, with its `jwt`. */
  ask(path: string, init?: RequestInit): Promise<GuestBody & { httpStatus: number }>
  send(body: string): ReturnType<TestGuest['ask']>
}

/** As the widget sends it. */
export const startRequest = {
  organizationId: 'org',
  deploymentId: 'shop-key',
  routingTarget: { targetType: 'QUEUE', targetAddress: 'shop', priority: 1 },
  memberInfo: { displayName: 'Joe Doe', role: 'CUSTOMER', customFields: { firstName: 'Joe' } },
}

/** Sends a request below the guest chat API. */
export async function askGuest(
  { fetch }: Pick<TestCentre, 'fetch'>,
  path: string,
  init?: RequestInit,
): Promise<GuestBody & { httpStatus: number }> {
  const response = await fetch(GUEST_PATH + path, init)
  const text = await response.text()
  return { ...(text && JSON.parse(text)), httpStatus: response.status }
}

export async function startGuestChat(
  testCentre: Pick<TestCentre, 'fetch' | 'agent'>,
  request: object = startRequest,
): Promise<TestGuest> {
  const started = await askGuest(testCentre, '', postJson(request))
  const { id, jwt, eventStreamUri, member } = started as unknown as TestGuest & { member: { id: string } }
  const ask: TestGuest['ask'] = (path, init = {}) =>
    askGuest(testCentre, `/${id}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${jwt}`, ...init.headers },
    })
  return {
    id,
    jwt,
    eventStreamUri,
    memberId: member.id,
    chat: testCentre.agent.session(id),
    ask,
    send: (body) => ask(`/members/${member.id}/messages`, postJson({ body })),
  }
}
