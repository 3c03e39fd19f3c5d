import type { WebMessaging } from 'genesys-models/centre'
import { Hono } from 'hono'
import { z } from 'zod'
import { readBody } from '../readBody.ts'

const text = z.string().min(1).max(4096)

const exchangeSchema = z.looseObject({
  oauth: z.looseObject({ code: text.optional(), idToken: text.optional() }).optional(),
  idToken: text.optional(),
})

/** Signing in and out. Any code is taken: it stands for the customer. */
export function tokenApi(api: WebMessaging): Hono {
  return new Hono()
    .post('/oauthcodegrantjwtexchange', async (c) => {
      const { oauth, idToken } = await readBody(c, exchangeSchema)
      const code = oauth?.code ?? oauth?.idToken ?? idToken
      return code === undefined
        ? c.json({ message: 'oauth.code is missing', status: 400 }, 400)
        : c.json(api.signIn(code))
    })
    .post('/refresh', async (c) =>
      c.json(api.refresh((await readBody(c, z.looseObject({ refreshToken: text }))).refreshToken)),
    )
    .delete('/revoke', (c) => {
      api.signOut(c.req.header('authorization')?.replace(/^bearer /i, ''))
      return c.body(null, 204)
    })
}
