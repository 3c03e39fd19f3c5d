import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const library = join(import.meta.dirname, '../../packages/react-genesys-chat-lifecycle')

/** Runs a script in its own Node process, in the package's folder, where the built package is found by its name. */
async function inNode(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions', 'react-server', '--input-type=module', '--eval', script],
    { cwd: library },
  )
  return stdout.trim()
}

describe('under the react-server condition', () => {
  it('React has no hooks', async () => {
    const script =
      "import * as React from 'react'; console.log(typeof React.useState, typeof React.createContext)"
    expect(await inNode(script)).toBe('undefined undefined')
  })

  it.each(['', '/core', '/messenger', '/locales', '/testing'])(
    'react-genesys-chat-lifecycle%s can be imported',
    async (entry) => {
      const script = `
      const library = await import('react-genesys-chat-lifecycle${entry}')
      console.log(Object.keys(library).length > 0)`
      expect(await inNode(script)).toBe('true')
    },
  )
})
