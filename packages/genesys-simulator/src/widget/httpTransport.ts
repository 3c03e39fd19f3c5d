import {
  type ChatTransport,
  type MessagesAnswer,
  type SessionKey,
  TransportError,
} from 'genesys-models/widget'
import { createSender, type Fetch } from './answerTo.ts'
import { encodeFormBody } from './formBody.ts'

/** What {@link httpTransport} takes. */
export interface HttpTransportOptions {
  /** `https://HOST/nexus/v3/chat/sessions` */
  readonly dataURL: string
  /** Sent with every request, such as `x-api-key`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds after which a request is aborted. Polls are not, since the server may hold them. Default 9000. */
  readonly timeoutMs?: number
  /** Default: the page's. */
  readonly fetch?: Fetch
}

interface RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly key?: SessionKey
  readonly token?: string | undefined
  readonly form?: Readonly<Record<string, unknown>>
  readonly body?: FormData
  readonly signal?: AbortSignal
}

/**
 * The Consumer Messaging API over HTTP, request for request as the real widget sends it.
 *
 * @example
 * const transport = httpTransport({ dataURL: 'http://127.0.0.1:8080/nexus/v3/chat/sessions' })
 */
export function httpTransport(options: HttpTransportOptions): ChatTransport {
  const { dataURL, headers = {} } = options
  const answerTo = createSender(options)

  async function request<Data>(
    path: string,
    { method, key, form, body, signal, ...rest }: RequestOptions,
  ): Promise<Data> {
    const token = rest.token ?? key?.token
    const response = await answerTo(`${dataURL}${path}`, {
      method,
      headers: {
        ...headers,
        ...(token !== undefined && { 'x-nexus-client-key': token }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
      },
      ...(signal && { signal }),
      ...(form && { body: encodeFormBody({ ...form, operationId: operationId() }).toString() }),
      ...(body && { body }),
    })
    const answer = await response.json().catch(() => ({}))
    if (!response.ok) throw new TransportError(response.status, answer.status?.code, answer.status?.message)
    return (answer.data ?? {}) as Data
  }

  const messages = (
    key: SessionKey,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<MessagesAnswer> =>
    request(`/${key.sessionId}/messages?${new URLSearchParams({ ...query, operationId: operationId() })}`, {
      method: 'GET',
      key,
      ...(signal && { signal }),
    })

  return {
    create: ({ token, data }) =>
      request('', {
        method: 'POST',
        token,
        form: { data: nameCustomer(data) },
      }),
    poll: (key, { index, signal }) => messages(key, index === undefined ? {} : { index }, signal),
    restore: (key, count) => messages(key, { count: String(count) }),
    olderPage: (key, index, count) => messages(key, { index, count: String(count) }),
    send: (key, message) =>
      request(`/${key.sessionId}/messages`, { method: 'POST', key, form: { data: message } }),
    sendFile(key, file) {
      const body = new FormData()
      body.append('file', file as Blob)
      body.append('operationId', operationId())
      return request(`/${key.sessionId}/images`, { method: 'POST', key, body })
    },
    async image(key, url) {
      const response = await answerTo(`${dataURL.replace(/\/sessions$/, '')}${url}`, {
        headers: { ...headers, ...(key.token !== undefined && { 'x-nexus-client-key': key.token }) },
      })
      if (!response.ok) throw new TransportError(response.status)
      return toDataUrl(
        new Uint8Array(await response.arrayBuffer()),
        response.headers.get('content-type') ?? '',
      )
    },
    updateUserData: (key, data) =>
      request(`/${key.sessionId}/userdata`, { method: 'PUT', key, form: { data } }),
    leave: (key) => request(`/${key.sessionId}/participants/${key.participantId}`, { method: 'DELETE', key }),
  }
}

function toDataUrl(bytes: Uint8Array, mime: string): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `data:${mime};base64,${btoa(binary)}`
}

/** Pages over plain HTTP have no `crypto.randomUUID`. */
function operationId(): string {
  return typeof crypto !== 'undefined' && 'randomUUID' in crypto
    ? crypto.randomUUID()
    : `${Date.now().toString(16)}-${Math.random().toString(16).slice(2)}`
}

/** Gives the form's fields the API's names. The first name serves as a nickname. */
function nameCustomer({
  firstname,
  lastname,
  nickname,
  ...rest
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const firstName = firstname ?? rest.firstName
  const lastName = lastname ?? rest.lastName
  const name = nickname || firstName
  return {
    ...rest,
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(name !== undefined && { nickname: name }),
  }
}
