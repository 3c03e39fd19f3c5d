import { parseArgs } from 'node:util'
import { type AnsweringAgentOptions, answeringAgent, type ChatMode } from 'genesys-models/centre'
import type { ServeOptions } from './serve.ts'

export const USAGE = `Usage: genesys-simulator [--port N] [options]

Starts a contact centre in memory, on this computer only. It prints the dataURL for the chat widget.

  --port N             port to listen on, 0 to 65535 (default 8090; 0: any free one)
  --host ADDRESS       address to listen on (default 127.0.0.1: only this computer). In a
                       container: 0.0.0.0. The agent's side has no authentication
  --allow-host NAME    another name under which the agent's side is reached, such as that of a
                       container (default: localhost and IP addresses). May be given several times
  --allow-origin URL   origin of a page that may use the agent's side, such as
                       http://localhost:5173 (default: none). May be given several times
  --mode MODE          async or regular, for every endpoint (default: async for an endpoint whose
                       name contains "async", regular for any other)
  --answer-after TIME  a scripted agent answers every segment after TIME: 2s, 500ms, 2000
  --close-after TIME   and closes the segment TIME after the answer
  --agent-name NAME    name of the scripted agent (default Anna)
  --api-key KEY        expect this x-api-key (default: any)
  --hold TIME          hold a poll open up to TIME while there is nothing new (default 0)
  --rate-limit N       answer 429 beyond N requests per second and customer (default: no limit)
  --seed N             the same ids in every run
  --help               this text
`

const DEFAULT_PORT = 8090

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
        host: { type: 'string' },
        'allow-host': { type: 'string', multiple: true },
        'allow-origin': { type: 'string', multiple: true },
        mode: { type: 'string' },
        'answer-after': { type: 'string' },
        'close-after': { type: 'string' },
        'agent-name': { type: 'string' },
        'api-key': { type: 'string' },
        hold: { type: 'string' },
        'rate-limit': { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return { kind: 'help' }
    const { port = String(DEFAULT_PORT), mode, hold, seed, 'api-key': apiKey, 'rate-limit': rate } = values
    const { host, 'allow-host': hosts, 'allow-origin': origins } = values
    const agent = answeringAgentOf(values['agent-name'], values['answer-after'], values['close-after'])
    return {
      kind: 'serve',
      options: {
        port: wholeNumber('--port', port, 65_535),
        ...(host !== undefined && { host }),
        ...(hosts && { allowedHosts: hosts.map(hostName) }),
        ...(origins && { allowedOrigins: origins.map(originOf) }),
        ...(mode !== undefined && { modeOf: always(mode) }),
        ...(agent && { script: answeringAgent(agent) }),
        ...(apiKey !== undefined && { apiKey }),
        ...(hold !== undefined && { holdMs: milliseconds('--hold', hold) }),
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

function answeringAgentOf(name?: string, answer?: string, close?: string): AnsweringAgentOptions | undefined {
  if (name === undefined && answer === undefined && close === undefined) return undefined
  return {
    ...(name !== undefined && { name }),
    ...(answer !== undefined && { answerAfterMs: milliseconds('--answer-after', answer) }),
    ...(close !== undefined && { closeAfterMs: milliseconds('--close-after', close) }),
  }
}

function always(mode: string): () => ChatMode {
  if (mode === 'async' || mode === 'regular') return () => mode
  throw new Error(`--mode takes async or regular, not "${mode}".`)
}

function hostName(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text
  throw new Error(`--allow-host takes a name without a port, such as simulator, not "${text}".`)
}

function originOf(text: string): string {
  if (/^https?:\/\/[^/?#]+\/?$/.test(text) && URL.canParse(text)) return new URL(text).origin
  throw new Error(`--allow-origin takes an origin such as http://localhost:5173, not "${text}".`)
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value <= max) return value
  throw new Error(`${name} takes a whole number from 0 to ${max}, not "${text}".`)
}

function milliseconds(name: string, text: string): number {
  const [, amount, unit] = /^(\d{1,7})(ms|s)?$/.exec(text) ?? []
  if (amount !== undefined) return Number(amount) * (unit === 's' ? 1000 : 1)
  throw new Error(`${name} takes a time such as 2s, 500ms or 2000, not "${text}".`)
}
