import { isFunction, isMilliseconds, valid } from '../../common/values.ts'
import type { ChatPlatform, PlatformFactory, PlatformHost } from '../port.ts'
import { Attachment, type OnConnection } from './attachment.ts'
import { MessengerClient } from './client.ts'
import { MessengerCommands } from './commands.ts'
import type { GenesysSource } from './genesysTypes.ts'
import { createWindow } from './window.ts'

/**
 * Options for finding Genesys Cloud Messenger.
 *
 * @example
 * const options: GenesysMessengerOptions = { busTimeoutMs: 60_000, surveyAfterDisconnect: true }
 */
export interface GenesysMessengerOptions {
  /** Returns `Genesys` once it is there. By default `window.Genesys` is used, also after it was replaced. */
  genesys?: GenesysSource | undefined
  /** Milliseconds until `phase` is `unavailable`, 30 000 by default. A Messenger that comes later is still used. */
  busTimeoutMs?: number | undefined
  /** Milliseconds until a command rejects with `timeout`, 10 000 by default. */
  commandTimeoutMs?: number | undefined
  /**
   * Whether a bot that writes after an agent's disconnect runs a survey, which belongs to the closed segment. `false` by default: then it
   * reopens the segment.
   */
  surveyAfterDisconnect?: boolean | undefined
  /**
   * Called in every tab in the last five minutes of a session, as often as Messenger warns. A message prolongs the session.
   */
  onSessionWarning?: ((warning: SessionWarning) => void) | undefined
}

/**
 * What {@link GenesysMessengerOptions.onSessionWarning} receives.
 *
 * @example
 * const minutesLeft = ({ expiresAt }: SessionWarning) => Math.ceil((expiresAt - Date.now()) / 60_000)
 */
export interface SessionWarning {
  /** When the session expires, in epoch milliseconds. */
  readonly expiresAt: number
}

/** Something to do on every connection, and how to undo it on the current one. */
interface Task {
  readonly run: OnConnection
  undo?: () => void
}

/** Connects a chat to the Messenger of the page. `options` are read when they are needed. */
export function genesysMessenger(options: () => GenesysMessengerOptions): PlatformFactory {
  return (host) => createGenesysMessenger(host, options)
}

function createGenesysMessenger(host: PlatformHost, options: () => GenesysMessengerOptions): ChatPlatform {
  const commandTimeoutMs = (): number => valid(options().commandTimeoutMs, isMilliseconds) ?? 10_000
  const client = new MessengerClient(() => options().genesys, commandTimeoutMs)
  const tasks = new Set<Task>()
  const onConnection: OnConnection = (connection) => {
    for (const task of tasks) task.undo ??= task.run(connection)
    return () => {
      for (const task of tasks) {
        task.undo?.()
        delete task.undo
      }
    }
  }
  const whenConnected = (run: OnConnection): (() => void) => {
    const task: Task = { run }
    tasks.add(task)
    if (client.connection) task.undo = run(client.connection)
    return () => {
      tasks.delete(task)
      task.undo?.()
    }
  }
  const attach = (): (() => void) => {
    const { busTimeoutMs, surveyAfterDisconnect } = options()
    const attachment = new Attachment(host, client, {
      busTimeoutMs: valid(busTimeoutMs, isMilliseconds) ?? 30_000,
      surveyAfterDisconnect: surveyAfterDisconnect === true,
      onSessionWarning(expiresAt) {
        const callback = valid(options().onSessionWarning, isFunction)
        try {
          callback?.({ expiresAt } as never)
        } catch (error) {
          host.reportError(error)
        }
      },
      onConnection,
    })
    return () => attachment.stop()
  }

  return {
    name: 'genesys-messenger',
    transport: () => null,
    attach,
    get page() {
      return client.connection?.shared
    },
    commands: new MessengerCommands(client, commandTimeoutMs),
    window: createWindow(client, whenConnected),
    // What ends a conversation is published: there is nobody to ask.
    checkSession: async () => host.session === 'live' || host.session === 'ending',
    isSessionActive: () => client.connection?.conversation.isOn,
    isWindowOpening: () => false,
    languages: () => [client.connection?.conversation.deployment?.language ?? ''].filter(Boolean),
    onLanguage: () => () => {},
    // Whoever has not said may take them.
    takesFiles: () => client.connection?.conversation.fileLimits?.accept?.length !== 0,
    hasOlder: () => client.connection?.conversation.log.hasOlder === true,
    readTranscript: async () => client.connection?.conversation.log.all ?? [],
    reportsServerEnd: () => false,
  }
}
