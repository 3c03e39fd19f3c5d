import type { Clock, ContactCentre, Faults, GmsChats } from 'genesys-models/centre'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { createAdmission } from '../admission.ts'
import { createFaultGate } from '../faultGate.ts'
import { type BayeuxMessage, readBayeux, readCometdRequest, readFilesRequest } from './cometdRequests.ts'
import { createGmsHono, gmsApi, refuseGms } from './gmsApi.ts'
import { gmsFilesApi } from './gmsFilesApi.ts'
import { GMS_COMETD_PATH, GMS_FILES_PATH, GMS_PATH } from './gmsPath.ts'
import { chatIdOf, readGmsRequest } from './gmsRequests.ts'

/** A CometD server: answers a request that has these messages. */
export type CometD = (c: Context, messages: readonly BayeuxMessage[]) => Response

interface MountGmsOptions {
  readonly centre: ContactCentre
  readonly gms: GmsChats
  /** Default: GMS is not reached over CometD. */
  readonly cometD: CometD | undefined
  readonly faults: Faults
  readonly clock: Clock
  readonly dropConnection: (c: Context) => Response
  readonly apiKey: string | undefined
  readonly mayAsk: (caller: string) => boolean
  readonly limit: (imagePath?: string) => MiddlewareHandler
}

/** Adds GMS Chat API v2 to an application: over HTTP, and over CometD if there is a server for it. */
export function mountGms(app: Hono, options: MountGmsOptions): void {
  const { centre, gms, cometD, limit } = options
  const gate = { ...options, refuse: refuseGms }
  const admission = [
    createFaultGate({ ...gate, readRequest: readGmsRequest }),
    createAdmission({ ...options, apiKeyHeader: 'apikey', callerOf: chatIdOf }),
    limit('/file'),
  ]
  app.route(GMS_PATH, gmsApi({ centre, gms, admission }))
  if (!cometD) return
  // Faults look at the bodies, so their size is checked first. The widget sends no key of the contact centre here.
  const files = [limit(GMS_FILES_PATH), createFaultGate({ ...gate, readRequest: readFilesRequest })]
  app.route(GMS_FILES_PATH, gmsFilesApi({ centre, gms, admission: files }))
  const messages = [limit(), createFaultGate({ ...gate, readRequest: readCometdRequest })]
  const bayeux = createGmsHono({ centre, admission: messages })
  bayeux.post('*', async (c) => cometD(c, await readBayeux(c.req)))
  app.route(GMS_COMETD_PATH, bayeux)
}
