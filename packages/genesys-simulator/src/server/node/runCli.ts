import { readArguments, USAGE } from './arguments.ts'
import { type RunningSimulator, serve } from './serve.ts'

/** Where the command writes. */
export interface CliOutput {
  log(text: string): void
  error(text: string): void
}

/** What became of the command: a simulator that runs, or the exit code. */
export type CliResult = { simulator: RunningSimulator } | { exitCode: 0 | 1 | 2 }

/** The command `genesys-simulator`, without the process around it. */
export async function runCli(args: readonly string[], output: CliOutput): Promise<CliResult> {
  const invocation = readArguments(args)
  if (invocation.kind === 'help') {
    output.log(USAGE)
    return { exitCode: 0 }
  }
  if (invocation.kind === 'mistake') {
    output.error(`genesys-simulator: ${invocation.message}\n\n${USAGE}`)
    return { exitCode: 2 }
  }
  try {
    const simulator = await serve(invocation.options)
    output.log(`Genesys simulator: ${simulator.url}`)
    output.log(`  the widget's dataURL  ${simulator.dataUrl}`)
    output.log(`  ... for GMS           ${simulator.gmsDataUrl}`)
    output.log(`  ... Genesys Cloud     ${simulator.url}`)
    output.log(`  Messenger's script    ${simulator.messengerScriptUrl}`)
    output.log(`  the agent's side      ${simulator.url}/agent/sessions`)
    return { simulator }
  } catch (error) {
    output.error(`genesys-simulator: ${explain(error, invocation.options.port)}`)
    return { exitCode: 1 }
  }
}

function explain(error: unknown, port: number | undefined): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `port ${port} is taken. Choose another one: --port N, or --port 0 for any free one.`
  }
  if (code === 'EACCES') return `port ${port} needs more rights. Choose one above 1023: --port N.`
  return error instanceof Error ? error.message : String(error)
}
