import type { GmsServer, GmsWireAnswer } from 'genesys-models/widget'
import { createSender, type HttpOptions, readJson } from './answerTo.ts'
import { encodeFormBody } from './formBody.ts'

type Fields = Readonly<Record<string, unknown>>

/** GMS Chat API v2 over HTTP, request for request as the real widget sends it. */
export function gmsHttp(options: HttpOptions): GmsServer {
  const { dataURL, apiKey } = options
  const send = createSender(options)

  const post = async (path: string, body: URLSearchParams | FormData): Promise<GmsWireAnswer> =>
    readJson(
      await send(`${dataURL.replace(/\/$/, '')}/${path}`, {
        method: 'POST',
        headers: apiKey === undefined ? {} : { apikey: apiKey },
        body,
      }),
    )
  const inChat =
    <Request extends { readonly chatId: string }>(operation: string) =>
    ({ chatId, ...fields }: Request) =>
      post(`${chatId}/${operation}`, encodeFormBody(fields as Fields))

  return {
    start: (fields) => post('', encodeFormBody({ ...fields })),
    refresh: inChat('refresh'),
    send: inChat('send'),
    startTyping: inChat('startTyping'),
    stopTyping: inChat('stopTyping'),
    updateData: inChat('updateData'),
    file: ({ chatId, ...fields }) => post(`${chatId}/file`, parts(fields)),
    fileLimits: ({ chatId, ...fields }) => post(`${chatId}/file/limits`, parts(fields)),
    disconnect: inChat('disconnect'),
  }
}

function parts(fields: Fields): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    body.append(name, value instanceof Blob ? value : String(value))
  }
  return body
}
