import { ContactCentreError, type GmsChats } from 'genesys-models/centre'
import type { Context } from 'hono'
import { imageResponse, readImage } from '../imageBody.ts'
import { answerGms, createGmsHono, type GmsApiOptions, readForm } from './gmsApi.ts'

/** The files of chats over CometD, which go over HTTP nevertheless. The key alone names the chat. */
export function gmsFilesApi(options: GmsApiOptions): ReturnType<typeof createGmsHono> {
  const api = createGmsHono(options)
  api.post('/', async (c) => act(c, options.gms))
  return api
}

async function act(c: Context, gms: GmsChats): Promise<Response> {
  const { operation, fileId } = await c.req.parseBody().catch(() => ({ operation: '', fileId: '' }))
  const keys = await readForm(c)
  switch (operation) {
    case 'fileUpload':
      return answerGms(c, gms.file({ ...keys, file: (await readImage(c)).file }))
    case 'fileGetLimits':
      return answerGms(c, gms.fileLimits(keys))
    case 'fileDownload': {
      const found = gms.download({ ...keys, fileId: String(fileId) })
      return 'bytes' in found ? imageResponse(found) : answerGms(c, found)
    }
  }
  throw new ContactCentreError(
    'INVALID_REQUEST',
    'operation: expected fileUpload, fileGetLimits or fileDownload.',
  )
}
