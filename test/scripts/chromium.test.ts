import { execFileSync } from 'node:child_process'
import { afterEach, describe, expect, test, vi } from 'vitest'
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
      'CHROMIUM_PATH names "/nowhere/chromium", and there is nothing.',
    )
  })

  const isLinux = process.platform === 'linux' && process.arch === 'x64'

  test.runIf(isLinux)('falls back on the one inside a package, which runs', { timeout: 60_000 }, async () => {
    const { executablePath, source } = await findChromium({
      skip: ['CHROMIUM_PATH', 'installed', 'playwright'],
    })
    expect(source).toBe('npm')
    expect(execFileSync(executablePath, ['--version'], { encoding: 'utf8' })).toMatch(/^Chromium \d+/)
  })
})
