import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parsePackageManager } from '../../scripts/package-manager.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, '.github/workflows')
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}))

/** The jobs of a workflow, with their text. */
function jobsOf(text: string): Map<string, string> {
  const [, jobs = ''] = text.split(/^jobs:\n/m)
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1)
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part, parts[i + 1] ?? '']] : [])))
}

describe.each(workflows)('the workflow $name', ({ text }) => {
  it('uses actions by commit, with their version beside it', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = '']) => action)
    expect(used).not.toEqual([])
    expect(
      used.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
    ).toEqual([])
  })

  it('keeps no credentials in the checkout', () => {
    const checkouts = text.split('uses: actions/checkout@').slice(1)
    expect(checkouts.filter((step) => !/^.*\n +with:\n +persist-credentials: false\n/.test(step))).toEqual([])
  })

  it('gives no permission to all of its jobs but to read', () => {
    expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)\n\n/m)
  })

  it('runs only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('limits the time of every job', () => {
    const unlimited = [...jobsOf(text)].filter(([, job]) => !/^ {4}timeout-minutes: \d+$/m.test(job))
    expect(unlimited.map(([name]) => name)).toEqual([])
  })
})

describe('a release', () => {
  const jobs = jobsOf(workflows.find(({ name }) => name === 'release.yml')?.text ?? '')

  it('publishes in a job that runs no code of the repository', () => {
    const publish = jobs.get('publish')
    expect(publish).toContain('id-token: write')
    expect(publish).not.toMatch(/actions\/checkout|npm (run|test|ci|install)|npx/)
    expect([...jobs].filter(([, job]) => job.includes('id-token')).map(([name]) => name)).toEqual(['publish'])
  })

  it('needs no secret', () => {
    expect([...jobs.values()].join()).not.toContain('secrets.')
  })

  it('comes after the tests', () => {
    expect(jobs.get('pack')).toContain('needs: test\n')
    expect(jobs.get('publish')).toContain('needs: pack\n')
  })
})

describe('the package manager', () => {
  it('is read with its hash, in the form that a registry has', () => {
    const field = `pnpm@12.0.1+sha512.${'00ff'.repeat(32)}`
    const integrity = `sha512-${Buffer.from('00ff'.repeat(32), 'hex').toString('base64')}`
    expect(parsePackageManager(field)).toEqual({ spec: 'pnpm@12.0.1', integrity })
  })

  it.each(['pnpm@12.0.1', 'pnpm@12+sha512.00', 'pnpm@12.0.1+sha1.00ff'])(
    'is refused without one: %s',
    (field) => {
      expect(() => parsePackageManager(field)).toThrow(field)
    },
  )
})

it('no file names the host of a registry: whoever installs chooses it', () => {
  const { stdout } = spawnSync('git', ['grep', '-lE', 'npmjs\\.(com|org)'], { cwd: root, encoding: 'utf8' })
  expect(stdout.split('\n').filter(Boolean)).toEqual([])
})
