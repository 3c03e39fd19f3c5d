import { ContactCentreError, type GmsChats } from 'genesys-models/centre'
import type { Context } from 'hono'
import { readFormData, textIn } from '../formData.ts'
import { imageResponse, readImage } from '../imageBody.ts'
import { answerGms, createGmsHono, type GmsApiOptions, readForm } from './gmsApi.ts'

/** The files of chats over CometD, which go over HTTP nevertheless. The key alone names the chat. */
export function gmsFilesApi(options: GmsApiOptions): ReturnType<typeof createGmsHono> {
  const api = createGmsHono(options)
  api.post('/', async (c) => act(c, options.gms))
  return api
}

async function act(c: Context, gms: GmsChats): Promise<Response> {
  const form = await readFormData(c.req)
  const keys = await readForm(c)
  switch (textIn(form, 'operation')) {
    case 'fileUpload':
      return answerGms(c, gms.file({ ...keys, file: (await readImage(c)).file }))
    case 'fileGetLimits':
      return answerGms(c, gms.fileLimits(keys))
    case 'fileDownload': {
      const found = gms.download({ ...keys, fileId: textIn(form, 'fileId') ?? '' })
      return 'bytes' in found ? imageResponse(found) : answerGms(c, found)
    }
  }
  throw new ContactCentreError(
    'INVALID_REQUEST',
    'operation: expected fileUpload, fileGetLimits or fileDownload.',
  )
}
