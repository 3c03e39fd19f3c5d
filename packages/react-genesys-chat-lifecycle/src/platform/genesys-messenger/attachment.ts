import { inDevelopment, PACKAGE } from '../../common/development.ts'
import { createTimer } from '../../common/timer.ts'
import type { PlatformHost } from '../port.ts'
import { asRecord } from '../raw.ts'
import type { MessengerClient } from './client.ts'
import type { MessengerConnection } from './connection.ts'
import { readAuthError } from './readError.ts'
import { readEpoch } from './values.ts'

/** Something that is done on every connection. Returns the way to undo it. */
export type OnConnection = (connection: MessengerConnection) => () => void

/** What an attachment is told. */
export interface AttachmentOptions {
  readonly busTimeoutMs: number
  readonly surveyAfterDisconnect: boolean
  /** Receives the time at which the session expires, in epoch milliseconds. */
  readonly onSessionWarning: (expiresAt: number) => void
  /** Called on every bus whose Messenger is there. */
  readonly onConnection: OnConnection
}

/** Reports to a host, from the moment it is attached until it is stopped. */
export class Attachment {
  readonly #host: PlatformHost
  readonly #client: MessengerClient
  readonly #options: AttachmentOptions
  readonly #patience = createTimer()
  readonly #stopClient: () => void
  #disconnect = (): void => {}
  #unfollow = (): void => {}
  #isTold = false

  constructor(host: PlatformHost, client: MessengerClient, options: AttachmentOptions) {
    this.#host = host
    this.#client = client
    this.#options = options
    host.emit({ type: 'status', status: 'connecting' })
    this.#patience.start(options.busTimeoutMs, () => this.#giveUp(whyUnavailable(client)))
    this.#stopClient = client.start(
      options.surveyAfterDisconnect,
      (connection) => this.#follow(connection),
      (error) => this.#tell(error),
    )
  }

  stop(): void {
    this.#patience.stop()
    this.#disconnect()
    this.#unfollow()
    this.#stopClient()
  }

  /** Waits until Messenger is there, and then reports what it does. */
  #follow(connection: MessengerConnection): void {
    const { conversation } = connection
    this.#disconnect()
    this.#unfollow()
    conversation.hasSurvey = this.#options.surveyAfterDisconnect
    let isJoined = false
    const look = (): void => {
      if (isJoined) return
      const { deployment, isReady } = conversation
      if (deployment && !deployment.isActive) this.#giveUp(INACTIVE)
      // The service of a window is loaded when the window is first opened.
      else if (isReady || deployment?.isHeadless === false) {
        isJoined = true
        this.#join(connection)
      }
    }
    const offs = [
      conversation.progress.add(look),
      connection.on('Auth.authError', ({ data }) =>
        this.#host.emit({ type: 'error', error: readAuthError(data) }),
      ),
      connection.on('Auth.authenticated', () => this.#host.emit({ type: 'recovered' })),
      connection.on('MessagingService.sessionWarning', ({ data }) => {
        const expiresAt = readEpoch(asRecord(data).expirationTime)
        if (expiresAt) this.#options.onSessionWarning(expiresAt)
      }),
    ]
    this.#unfollow = () => {
      for (const off of offs) off()
    }
    look()
  }

  #join(connection: MessengerConnection): void {
    const { conversation } = connection
    this.#patience.stop()
    this.#client.resume()
    const undo = this.#options.onConnection(connection)
    this.#host.batch(() => {
      this.#host.emit({ type: 'status', status: 'connected' })
      for (const event of conversation.snapshot()) this.#host.emit(event)
    })
    const off = conversation.reports.add((events) =>
      this.#host.batch(() => {
        for (const event of events) this.#host.emit(event)
      }),
    )
    this.#disconnect = () => {
      off()
      undo()
    }
  }

  #giveUp(reason: string): void {
    this.#patience.stop()
    this.#host.emit({ type: 'status', status: 'unavailable' })
    this.#client.giveUp(reason)
    if (!this.#isTold) this.#tell(new Error(`${reason}.`))
    this.#isTold = true
  }

  #tell(error: Error): void {
    inDevelopment(() => console.error(`${PACKAGE} ${error.message}`))
    this.#host.reportError(error)
  }
}

const DEPLOYMENTS = 'Admin > Message > Messenger Deployments'
const INACTIVE = `The Messenger deployment is inactive. Activate it under ${DEPLOYMENTS}`
const NOT_ALLOWED = `the domain of this page is not allowed. See ${DEPLOYMENTS}`

/** Messenger itself tells a page next to nothing of what keeps it from starting. */
function whyUnavailable({ hasGenesys, connection }: MessengerClient): string {
  if (!hasGenesys) return 'There is no Genesys() on this page. Add the snippet of your Messenger deployment'
  if (!connection) return `Messenger did not start: genesys.min.js did not load, or ${NOT_ALLOWED}`
  const { hasStarted, deployment } = connection.conversation
  if (!hasStarted) return `Messenger did not start: ${NOT_ALLOWED}`
  if (!deployment) {
    return 'The configuration of the Messenger deployment could not be loaded. Check deploymentId and environment in the snippet'
  }
  if (deployment.needsSignIn) {
    return 'Messenger waits for the customer to sign in. Register the AuthProvider plugin, with a getAuthCode command that resolves with a code'
  }
  return 'Messenger started, but its MessagingService did not become ready'
}
