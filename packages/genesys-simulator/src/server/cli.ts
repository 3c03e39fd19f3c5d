#!/usr/bin/env node
import { readArguments, USAGE } from './node/arguments.ts'
import { serve } from './node/serve.ts'

const invocation = readArguments(process.argv.slice(2))

if (invocation.kind === 'help') {
  console.log(USAGE)
} else if (invocation.kind === 'mistake') {
  console.error(`genesys-simulator: ${invocation.message}\n\n${USAGE}`)
  process.exitCode = 2
} else {
  try {
    const simulator = await serve(invocation.options)
    console.log(`Genesys simulator: ${simulator.url}`)
    console.log(`  the widget's dataURL  ${simulator.dataUrl}`)
    console.log(`  the agent's side      ${simulator.url}/agent/sessions`)
    const stop = () => void simulator.close()
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  } catch (error) {
    console.error(`genesys-simulator: ${explain(error, invocation.options.port)}`)
    process.exitCode = 1
  }
}

function explain(error: unknown, port: number | undefined): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} is taken. Choose another one: --port N, or --port 0 for any free one.`
  if (code === 'EACCES') return `port ${port} needs more rights. Choose one above 1023: --port N.`
  return error instanceof Error ? error.message : String(error)
}
