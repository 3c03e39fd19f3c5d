import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'

afterEach(() => vi.unstubAllEnvs())

describe('findChromium', () => {
  test('takes the one that CHROMIUM_PATH names', async () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath)
    expect(await findChromium()).toMatchObject({ executablePath: process.execPath, source: 'CHROMIUM_PATH' })
  })

  test('says so when there is nothing where CHROMIUM_PATH points', async () => {
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium')
    await expect(findChromium()).rejects.toThrow(
      'CHROMIUM_PATH is "/nowhere/chromium", which does not exist.',
    )
  })

  const isLinux = process.platform === 'linux' && process.arch === 'x64'

  test.runIf(isLinux)('takes the one inside a package, which runs', { timeout: 60_000 }, async () => {
    vi.stubEnv('CHROMIUM_PATH', '')
    const { executablePath, source } = await findChromium()
    expect(source).toBe('npm')
    expect(execFileSync(executablePath, ['--version'], { encoding: 'utf8' })).toMatch(/^Chromium \d+/)
  })

  test.runIf(process.platform === 'linux')(
    'takes an installed one where a desktop browser is wanted',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'chromium-'))
      onTestFinished(() => rm(folder, { recursive: true }))
      await writeFile(join(folder, 'chromium'), '')
      vi.stubEnv('CHROMIUM_PATH', '')
      vi.stubEnv('PATH', folder)
      expect(await findChromium({ desktop: true })).toMatchObject({
        executablePath: join(folder, 'chromium'),
        source: 'installed',
      })
    },
  )
})
