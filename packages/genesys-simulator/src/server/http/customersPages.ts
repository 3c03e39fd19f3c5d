import { GUEST_PATH } from 'genesys-models/centre'
import type { Hono } from 'hono'
import { cors } from 'hono/cors'
import { CHAT_PATH } from './chatPath.ts'
import { GMS_COMETD_PATH, GMS_FILES_PATH, GMS_PATH } from './gms/gmsPath.ts'
import {
  BOOTSTRAP_PATH,
  DEPLOYMENTS_PATH,
  FILES_PATH,
  HISTORY_PATH,
  TOKEN_PATH,
} from './webMessaging/paths.ts'

/** What a customer's page asks for. Everything else is closed to pages of other origins. */
const PATHS = [
  CHAT_PATH,
  GMS_PATH,
  GMS_FILES_PATH,
  GUEST_PATH,
  HISTORY_PATH,
  FILES_PATH,
  TOKEN_PATH,
  DEPLOYMENTS_PATH,
  BOOTSTRAP_PATH,
]

const shared = {
  allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
  allowHeaders: [
    'content-type',
    'x-api-key',
    'x-nexus-client-key',
    'apikey',
    'authorization',
    'x-amz-tagging',
  ],
  maxAge: 600,
}

/** Lets pages of any origin use the customers' APIs, as the vendor's servers do. */
export function allowCustomersPages(app: Hono): void {
  const anyOrigin = cors({ ...shared, origin: '*' })
  for (const path of PATHS) app.use(`${path}/*`, anyOrigin)
  // CometD's cookie needs the page's own origin.
  app.use(`${GMS_COMETD_PATH}/*`, cors({ ...shared, origin: (origin) => origin, credentials: true }))
}
