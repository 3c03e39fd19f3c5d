import type { ContactCentre } from '../contactCentre.ts'
import type { Faults } from '../faults.ts'
import { receiveUpload } from './attachmentActions.ts'
import type { Attachment } from './attachments.ts'
import { Connection, type WebMessagingConnection, type WebMessagingSocket } from './connection.ts'
import {
  createDeployments,
  type DeploymentSettings,
  type Deployments,
  isOriginAllowed,
} from './deployments.ts'
import type { Desk } from './desk.ts'
import { message } from './frames.ts'
import { type Guest, tellAll } from './guest.ts'
import { Guests } from './guests.ts'
import { createKeys } from './keys.ts'
import { DEFAULT_RATES, type WebMessagingRates } from './rate.ts'
import { WebMessagingRefusal } from './refusal.ts'
import type { WebMessagingPage } from './wire.ts'

const HISTORY_KEY_MS = 60_000
const USER_KEY_MS = 15 * 60_000
const REFRESH_KEY_MS = 86_400_000
const MAX_PAGE = 100

export interface WebMessagingOptions {
  readonly centre: ContactCentre
  /** What goes wrong between the customer and the API. Default: nothing. */
  readonly faults?: Faults
  /** The settings of a deployment; `undefined`: it does not exist. Default: every name exists and says what it is for. */
  readonly deploymentOf?: (id: string) => DeploymentSettings | undefined
  /** Default: those that the API documents. */
  readonly rates?: WebMessagingRates
  /** The address of a file, where the connection does not know it. Default: a path. */
  readonly fileUrl?: FileUrl
}

/** The address of a file. Uploads and downloads have the same. */
export type FileUrl = (key: string) => string

/** Who has signed in. */
export interface WebMessagingUser {
  readonly jwt: string
  readonly refreshToken: string
}

export interface HistoryQuery {
  /** 1 to 100, default 25. */
  readonly pageSize?: number | undefined
  /** Counted from 1. */
  readonly pageNumber?: number | undefined
  readonly origin?: string | undefined
}

/** The Guest API of Genesys Cloud Messenger. What is refused throws a {@link WebMessagingRefusal}. */
export interface WebMessaging {
  readonly deployments: Deployments
  /** Throws 403 where pages of this origin may not open a WebSocket for the deployment. */
  admit(deploymentId: string, origin: string | undefined): void
  connect(deploymentId: string, socket: WebMessagingSocket, fileUrl?: FileUrl): WebMessagingConnection
  /** Throws 401 without a valid key, 403 for pages of another origin, 429 for whoever asks too often. */
  history(jwt: string | undefined, query?: HistoryQuery): WebMessagingPage
  /** The largest file that the deployment accepts, in bytes. Throws 404 for an address that nobody was given. */
  uploadLimit(key: string): number
  /** Takes an upload. Throws 404 for an address that nobody was given. */
  upload(key: string, bytes: Uint8Array, fileUrl?: FileUrl): void
  /** Throws 404. */
  download(key: string): { readonly name: string; readonly type: string; readonly bytes: Uint8Array }
  /** Signs a customer in. Any code is taken, and stands for one user. */
  signIn(code: string): WebMessagingUser
  /** Throws 401. */
  refresh(refreshToken: string): { readonly jwt: string }
  /** Signs a customer out on every device. Throws 401. */
  signOut(jwt: string | undefined): void
}

/**
 * Puts the Guest API of Genesys Cloud Messenger in front of a contact centre, without HTTP and without WebSockets.
 *
 * @example
 * const api = createWebMessaging({ centre })
 * const connection = api.connect('shop', { send: (text) => console.log(text), close: () => {} })
 * connection.receive(JSON.stringify({ action: 'configureSession', deploymentId: 'shop', token: crypto.randomUUID() }))
 */
export function createWebMessaging(options: WebMessagingOptions): WebMessaging {
  const { centre, faults, rates = DEFAULT_RATES } = options
  const { fileUrl = (key) => `/api/v2/webmessaging/files/${key}` } = options
  const { clock, random } = centre
  const deployments = createDeployments(options.deploymentOf)
  const guests = new Guests({ centre, deployments, rates })
  const refreshKeys = createKeys<string>(clock, random, REFRESH_KEY_MS)
  const desk: Desk = {
    guests,
    deployments,
    rates,
    random,
    historyKeys: createKeys(clock, random, HISTORY_KEY_MS),
    userKeys: createKeys(clock, random, USER_KEY_MS),
    fileUrl,
  }

  function fileOf(key: string): [Guest, Attachment] {
    for (const guest of guests.all) {
      const attachment = guest.attachments.withKey(key)
      if (attachment) return [guest, attachment]
    }
    throw new WebMessagingRefusal(404, 'There is no such file.')
  }

  function admit(deploymentId: string, origin: string | undefined): void {
    const deployment = deployments.find(deploymentId)
    if (deployment?.status !== 'Active' || !isOriginAllowed(deployment, origin)) {
      throw new WebMessagingRefusal(403, 'Access was refused. Check the deployment, and its allowed domains.')
    }
  }

  return {
    deployments,
    admit,
    connect: (deploymentId, socket, ownFileUrl = fileUrl) =>
      new Connection(socket, { desk: { ...desk, fileUrl: ownFileUrl }, centre, faults, deploymentId }),
    history(jwt, { pageSize = 25, pageNumber = 1, origin } = {}) {
      const guest = guests.find(desk.historyKeys.holderOf(jwt) ?? '')
      if (!guest) throw new WebMessagingRefusal(401, 'The authorization header has no valid key.')
      if (origin !== undefined) admit(guest.deployment.id, origin)
      guest.historyMeter()
      const size = Math.min(Math.max(pageSize, 1), MAX_PAGE)
      const newestFirst = guest.transcript.history().reverse()
      return {
        entities: newestFirst.slice((pageNumber - 1) * size, pageNumber * size),
        pageSize: size,
        pageNumber,
        total: newestFirst.length,
        pageCount: Math.ceil(newestFirst.length / size),
      }
    },
    uploadLimit: (key) => fileOf(key)[0].deployment.maxFileSizeKB * 1024,
    upload(key, bytes, ownFileUrl = fileUrl) {
      const [guest, attachment] = fileOf(key)
      receiveUpload(guest, attachment, bytes, { now: clock.now(), fileUrl: ownFileUrl })
    },
    download(key) {
      const [, { name, type, bytes }] = fileOf(key)
      if (!bytes) throw new WebMessagingRefusal(404, 'There is no such file.')
      return { name, type, bytes }
    },
    signIn: (code) => ({
      jwt: desk.userKeys.issue(code).jwt,
      refreshToken: refreshKeys.issue(code).jwt,
    }),
    refresh: (refreshToken) => ({ jwt: desk.userKeys.issue(userOf(refreshKeys.holderOf(refreshToken))).jwt }),
    signOut(jwt) {
      const userId = userOf(desk.userKeys.holderOf(jwt))
      for (const keys of [desk.userKeys, refreshKeys]) keys.revoke((holder) => holder === userId)
      for (const guest of guests.all.filter((each) => each.userId === userId)) {
        tellAll(guest, message('LogoutEvent'))
        for (const link of guest.links) link.close()
      }
    },
  }
}

function userOf(userId: string | undefined): string {
  if (userId === undefined) throw new WebMessagingRefusal(401, 'User is unauthorized')
  return userId
}
