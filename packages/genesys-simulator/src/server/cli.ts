#!/usr/bin/env node
import { runCli } from './node/runCli.ts'

const result = await runCli(process.argv.slice(2), console)

if ('exitCode' in result) {
  process.exitCode = result.exitCode
} else {
  const stop = () => void result.simulator.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
