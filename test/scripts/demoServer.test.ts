import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
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

describe('symbolic links', () => {
  test('are followed inside the folder only', async () => {
    await symlink(join(clientDir, 'assets', 'app.js'), join(clientDir, 'inside.js'))
    await symlink(join(folder, 'secret.txt'), join(clientDir, 'outside.txt'))
    await symlink(folder, join(clientDir, 'up'))
    await symlink(join(clientDir, 'nothing'), join(clientDir, 'dangling.js'))
    expect((await readStaticFile(clientDir, '/inside.js'))?.body.toString()).toBe('1')
    for (const path of ['/outside.txt', '/up/secret.txt', '/up/client/../secret.txt', '/dangling.js']) {
      expect(await readStaticFile(clientDir, path), path).toBeUndefined()
    }
    const app = createDemoApp({ clientDir, widgetsDir: clientDir })
    for (const path of ['/outside.txt', '/genesys/outside.txt', '/genesys/up/secret.txt']) {
      expect((await app.request(path)).status, path).toBe(404)
    }
  })

  test('may lead to the folder itself', async () => {
    await symlink(clientDir, join(folder, 'link'))
    expect((await readStaticFile(join(folder, 'link'), '/assets/app.js'))?.body.toString()).toBe('1')
  })
})

test.skipIf(process.platform === 'win32')(
  'what is no file is not read, and nobody waits for it',
  async () => {
    execFileSync('mkfifo', [join(clientDir, 'pipe')])
    for (const path of ['/pipe', '/assets']) expect(await readStaticFile(clientDir, path)).toBeUndefined()
  },
)

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

  test('keep the agent’s side from pages of other origins', async () => {
    const app = createDemoApp({ clientDir })
    const ask = (headers: Record<string, string>) => app.request('/agent/sessions', { headers })
    expect((await ask({ host: 'evil.example', origin: 'http://evil.example' })).status).toBe(403)
    const foreign = await ask({ host: 'localhost', origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect((await ask({ host: 'localhost:4173', origin: 'http://localhost:4173' })).status).toBe(200)
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
