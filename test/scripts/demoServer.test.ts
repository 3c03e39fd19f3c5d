import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDemoApp } from '../../apps/demo/server/demoApp.ts'
import { serveDemo } from '../../apps/demo/server/serveDemo.ts'
import { readStaticFile } from '../../apps/demo/server/staticFiles.ts'

const PAGE = '<meta name="genesys-widgets" content="" /><meta name="simulator" content="" />'
let folder: string
let clientDir: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'))
  clientDir = join(folder, 'client')
  await mkdir(join(clientDir, 'assets'), { recursive: true })
  await writeFile(join(clientDir, 'index.html'), PAGE)
  await writeFile(join(clientDir, 'assets', 'app.js'), '1')
  await writeFile(join(folder, 'secret.txt'), 'secret')
})
afterEach(() => rm(folder, { recursive: true }))

describe('files', () => {
  test('are read below the folder, a folder by its index', async () => {
    expect((await readStaticFile(clientDir, '/assets/app.js'))?.type).toMatch('text/javascript')
    expect((await readStaticFile(clientDir, '/'))?.body.toString()).toBe(PAGE)
  })

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%',
    '/%00',
    '/nothing',
  ])('are not read elsewhere: %s', async (path) => {
    expect(await readStaticFile(clientDir, path)).toBeUndefined()
  })
})

describe('the pages', () => {
  const page = async (options: Parameters<typeof createDemoApp>[0]): Promise<Response> =>
    createDemoApp({ clientDir, ...options }).request('/')

  test('say that there is a server, and live under a strict policy', async () => {
    const answer = await page({})
    expect(await answer.text()).toContain('<meta name="simulator" content="server" />')
    expect(answer.headers.get('content-security-policy')).toMatch("default-src 'self'")
  })

  test('name the real widget where there is one, which lives under no such policy', async () => {
    const answer = await page({ widgetsDir: folder })
    expect(await answer.text()).toContain('<meta name="genesys-widgets" content="/genesys/" />')
    expect(answer.headers.get('content-security-policy')).toBeNull()
  })

  test('are not broken by an address with quotes in it', async () => {
    const answer = await page({ widgetsUrl: 'https://x.example/"><script>$&' })
    expect(await answer.text()).toContain('content="https://x.example/&quot;>&lt;script>$&amp;"')
  })

  test('stand beside both APIs', async () => {
    const app = createDemoApp({ clientDir })
    expect(await (await app.request('/agent/sessions')).json()).toEqual({ sessions: [] })
    const form = new URLSearchParams({ 'data[nickname]': 'Joe' })
    const created = await app.request('/nexus/v3/chat/sessions', { method: 'POST', body: form })
    expect(created.status).toBe(200)
  })
})

describe('the port', () => {
  test('may be taken: then a free one is found, or it is said', async () => {
    const first = await serveDemo({ clientDir })
    try {
      await expect(serveDemo({ clientDir, port: first.port })).rejects.toThrow(`Port ${first.port} is taken.`)
      const second = await serveDemo({ clientDir, port: first.port, portFallback: true })
      expect(second.port).not.toBe(first.port)
      expect((await fetch(second.url)).status).toBe(200)
      await second.close()
    } finally {
      await first.close()
    }
  })
})
