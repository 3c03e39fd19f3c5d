import { parseArgs } from 'node:util'
import type { ServeOptions } from './serve.ts'

export const USAGE = `Usage: genesys-simulator [--port N] [options]

A contact centre in memory, on this computer only. The chat widget's dataURL is the address it prints.

  --port N           port to listen on, 0 to 65535 (default 8090; 0: any free one)
  --api-key KEY      expect this x-api-key (default: any)
  --hold MS          hold a poll open up to MS milliseconds while there is nothing new (default 0)
  --rate-limit N     answer 429 beyond N requests per second and customer (default: no limit)
  --seed N           the same ids in every run
  --help             this text

An endpoint whose name contains "async" is an asynchronous chat, any other a regular one.
`

export const DEFAULT_PORT = 8090

/** What the command line asks for. */
export type Invocation =
  | { kind: 'help' }
  | { kind: 'serve'; options: ServeOptions }
  | { kind: 'mistake'; message: string }

/** Reads the command's arguments, without acting on them. */
export function readArguments(args: readonly string[]): Invocation {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'api-key': { type: 'string' },
        hold: { type: 'string' },
        'rate-limit': { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return { kind: 'help' }
    const { port = String(DEFAULT_PORT), hold, seed, 'api-key': apiKey, 'rate-limit': rate } = values
    return {
      kind: 'serve',
      options: {
        port: wholeNumber('--port', port, 65_535),
        ...(apiKey !== undefined && { apiKey }),
        ...(hold !== undefined && { holdMs: wholeNumber('--hold', hold, 60_000) }),
        ...(rate !== undefined && {
          rateLimit: { requests: wholeNumber('--rate-limit', rate, 1_000_000), perMs: 1000 },
        }),
        ...(seed !== undefined && { seed: wholeNumber('--seed', seed, 2 ** 32 - 1) }),
      },
    }
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) }
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= max)) throw new Error(`${name} takes a whole number from 0 to ${max}, not "${text}".`)
  return value
}
