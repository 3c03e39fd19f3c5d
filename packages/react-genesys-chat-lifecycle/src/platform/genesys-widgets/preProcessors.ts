import { attempt, isObject } from '../../common/values.ts'
import type { BusClient } from './client.ts'
import type { BusConnection } from './connection.ts'

/** Changes a message before the widget shows it. */
export type PreProcessor = (message: Readonly<Record<string, unknown>>) => unknown

const ALL = 'preProcessors'
const IS_REGISTERED = 'hasPreProcessor'
const REGISTER = 'WebChatService.registerPreProcessor'

/**
 * Has messages changed while the client runs. The vendor's own cannot be removed, so there is one for each bus and page, and it does nothing
 * while nobody changes messages.
 */
export function addPreProcessor(
  client: BusClient,
  preProcessor: PreProcessor,
  onError: (error: unknown) => void,
): () => void {
  return client.whenConnected((bus) => {
    const all = preProcessorsOf(bus)
    const entry: PreProcessor = (message) => changed(preProcessor, message, onError)
    all.add(entry)
    register(client, bus, all, onError)
    return () => void all.delete(entry)
  })
}

function preProcessorsOf({ shared }: BusConnection): Set<PreProcessor> {
  const all = (shared.get(ALL) as Set<PreProcessor> | undefined) ?? new Set<PreProcessor>()
  shared.set(ALL, all)
  return all
}

function register(
  client: BusClient,
  { shared }: BusConnection,
  all: ReadonlySet<PreProcessor>,
  onError: (error: unknown) => void,
): void {
  if (shared.has(IS_REGISTERED)) return
  shared.set(IS_REGISTERED, true)
  const preprocessor = (message: Record<string, unknown>): unknown => {
    // GMS takes changes of the message itself only.
    for (const each of [...all]) attempt(() => Object.assign(message, each(message)))
    return message
  }
  client.run(REGISTER, { preprocessor }, { mustRun: true }).catch((error: unknown) => {
    // The next one tries again.
    shared.delete(IS_REGISTERED)
    onError(error)
  })
}

function changed(
  preProcessor: PreProcessor,
  message: Readonly<Record<string, unknown>>,
  onError: (error: unknown) => void,
): object {
  try {
    const result = preProcessor(message)
    return isObject(result) ? result : {}
  } catch (error) {
    onError(error)
    return {}
  }
}
