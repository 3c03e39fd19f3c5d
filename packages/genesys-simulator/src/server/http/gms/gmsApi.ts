import {
  type ContactCentre,
  ContactCentreError,
  type GmsAnswer,
  type GmsChats,
  gmsRefusal,
  gmsRefuse,
  gmsStatus,
  type ShownKeys,
} from 'genesys-models/centre'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { readFormData, textIn } from '../formData.ts'
import { imageResponse, readImage } from '../imageBody.ts'
import { readBody } from '../readBody.ts'
import { chatOperations } from './gmsOperations.ts'
import { requestSchema, startSchema } from './gmsSchemas.ts'

export interface GmsApiOptions {
  readonly centre: ContactCentre
  readonly gms: GmsChats
  /** Runs before every request. What it throws is answered in GMS's own shape. */
  readonly admission: readonly MiddlewareHandler[]
}

/** What refuses in the shape of GMS. */
export function createGmsHono({ centre, admission }: Omit<GmsApiOptions, 'gms'>): Hono {
  const api = new Hono()
  api.onError((error, c) => {
    if (!(error instanceof ContactCentreError)) throw error
    return c.json(gmsRefusal(error, centre.imageLimits), error.status as ContentfulStatusCode)
  })
  api.use('*', ...admission)
  return api
}

/** GMS Chat API v2, for the customer's widget. */
export function gmsApi(options: GmsApiOptions): Hono {
  const { gms } = options
  const api = createGmsHono(options)

  const start = async (c: Context) => {
    const { endpoint = c.req.param('service'), ...data } = await readBody(c, startSchema)
    return answerGms(c, gms.start({ ...data, endpoint }))
  }
  api.post('/:service', start)
  api.post('/:service/', start)

  for (const [name, operation] of Object.entries(chatOperations(gms))) {
    api.post(`/:service/:chatId/${name}`, async (c) => {
      const chatId = c.req.param('chatId')
      return answerGms(c, operation({ ...(await readBody(c, requestSchema)), chatId }))
    })
  }

  api.post('/:service/:chatId/file', async (c) => {
    const { file } = await readImage(c)
    return answerGms(c, gms.file({ ...(await readForm(c)), file }))
  })
  api.post('/:service/:chatId/file/limits', async (c) => answerGms(c, gms.fileLimits(await readForm(c))))
  api.post('/:service/:chatId/file/:fileId/download', async (c) => {
    const found = gms.download({ ...(await readForm(c)), fileId: c.req.param('fileId') })
    return 'bytes' in found ? imageResponse(found) : answerGms(c, found)
  })

  return api
}

/** Refuses as GMS does. A `code` that is no number has none there, so the status stands for it. */
export function refuseGms(c: Context, code: string, message: string, status: number): Response {
  return c.json(gmsRefuse(Number(code) || status, message), status as ContentfulStatusCode)
}

export function answerGms(c: Context, body: GmsAnswer): Response {
  return c.json(body, gmsStatus(body))
}

/** The keys in a multipart or form-encoded body. A body that cannot be read has none. */
export async function readForm(c: Context): Promise<ShownKeys> {
  const form = await readFormData(c.req)
  return {
    userId: textIn(form, 'userId'),
    secureKey: textIn(form, 'secureKey'),
    chatId: c.req.param('chatId'),
  }
}
