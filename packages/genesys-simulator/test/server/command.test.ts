import { afterEach, describe, expect, test } from 'vitest'
import { createAgentClient } from '../../src/server/index.ts'
import { runCli } from '../../src/server/node/runCli.ts'
import { type RunningSimulator, serve } from '../../src/server/node/serve.ts'
import { postForm } from './support/client.ts'

const running: RunningSimulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

async function run(...args: string[]) {
  const lines: string[] = []
  const result = await runCli(args, { log: (text) => lines.push(text), error: (text) => lines.push(text) })
  if ('simulator' in result) running.push(result.simulator)
  return { result, output: lines.join('\n') }
}

describe('genesys-simulator', () => {
  test('prints where it is, and answers there', async () => {
    const { result, output } = await run('--port', '0')
    if (!('simulator' in result)) throw new Error(output)
    const { url, dataUrl, gmsDataUrl } = result.simulator
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(output).toContain(dataUrl)
    expect(output).toContain(gmsDataUrl)
    expect(output).toMatch(new RegExp(`Genesys Cloud +${url}$`, 'm'))
    const start = await fetch(`${gmsDataUrl}/`, postForm({ nickname: 'Joe' }))
    expect(await start.json()).toMatchObject({ statusCode: 0 })
    expect(await (await fetch(`${url}/agent/sessions`)).json()).toMatchObject({
      sessions: [{ transport: 'gms', endpoint: 'customer-support' }],
    })
  })

  test('--help tells every option', async () => {
    const { result, output } = await run('--help')
    expect(result).toEqual({ exitCode: 0 })
    for (const option of [
      'port',
      'host',
      'allow-host',
      'allow-origin',
      'mode',
      'answer-after',
      'close-after',
      'api-key',
      'hold',
      'rate-limit',
      'seed',
    ]) {
      expect(output).toContain(`--${option}`)
    }
  })

  test.each([
    [['--port', '99999'], '--port takes a whole number from 0 to 65535, not "99999".'],
    [['--port', '-1'], "'--port'"],
    [['--port=80x'], '--port takes a whole number'],
    [['--mode', 'slow'], '--mode takes async or regular, not "slow".'],
    [['--answer-after', 'soon'], '--answer-after takes a time such as 2s, 500ms or 2000, not "soon".'],
    [
      ['--allow-host', 'sim:8090'],
      '--allow-host takes a name without a port, such as simulator, not "sim:8090".',
    ],
    [['--allow-origin', '*'], '--allow-origin takes an origin such as http://localhost:5173, not "*".'],
    [['--allow-origin', 'http://a.example/page'], '--allow-origin takes an origin'],
    [['--colour'], "'--colour'"],
    [['8090'], "'8090'"],
  ])('%j is a mistake that it explains', async (args, explanation) => {
    const { result, output } = await run(...args)
    expect(result).toEqual({ exitCode: 2 })
    expect(output).toContain(explanation)
    expect(output).toContain('Usage:')
  })

  test('a port that is taken is told, with a way out', async () => {
    const { result } = await run('--port', '0')
    if (!('simulator' in result)) throw new Error('does not run')
    const second = await run('--port', String(result.simulator.port))
    expect(second.result).toEqual({ exitCode: 1 })
    expect(second.output).toContain(`port ${result.simulator.port} is taken`)
  })

  test('its options reach the contact centre', async () => {
    const { result } = await run(
      '--port=0',
      '--mode=async',
      '--answer-after=0',
      '--agent-name=Bert',
      '--api-key=k',
    )
    if (!('simulator' in result)) throw new Error('does not run')
    const { url, dataUrl } = result.simulator
    const start = (key: string) => {
      const { headers, ...init } = postForm({ 'data[nickname]': 'Joe', 'data[endpoint]': 'shop' })
      return fetch(dataUrl, { ...init, headers: { ...headers, 'x-api-key': key } })
    }
    expect((await start('other')).status).toBe(403)
    expect((await start('k')).status).toBe(200)
    const chat = await createAgentClient(url).newest()
    await expect.poll(async () => (await chat.summary()).participants).toMatchObject([{ nickname: 'Bert' }])
    expect(await chat.summary()).toMatchObject({ mode: 'async' })
  })
})

describe('over a real connection', () => {
  const start = async (options: Parameters<typeof serve>[0] = {}) => {
    const simulator = await serve(options)
    running.push(simulator)
    const answer = await fetch(simulator.dataUrl, postForm({ 'data[nickname]': 'Joe' }))
    const { data } = await answer.json()
    const chat = await createAgentClient(simulator.url).newest()
    const poll = (init?: RequestInit) =>
      fetch(`${simulator.dataUrl}/${chat.sessionId}/messages`, {
        ...init,
        headers: { 'x-nexus-client-key': data.clientToken },
      })
    return { simulator, chat, poll }
  }

  test('a fault can cut it', async () => {
    const { simulator, poll } = await start()
    const agent = createAgentClient(simulator.url)
    await agent.addFault({ drop: true, forMs: 60_000 })
    await expect(poll()).rejects.toThrow('fetch failed')
    await agent.clearFaults()
    expect((await poll()).status).toBe(200)
  })

  test('a page that goes away while its poll is held takes no message with it', async () => {
    const { chat, poll } = await start({ holdMs: 20_000 })
    await poll()
    const leaving = new AbortController()
    const abandoned = poll({ signal: leaving.signal }).catch(() => 'gone')
    // Long enough for the poll to be held; were it not yet, the test would still hold.
    await new Promise((resolve) => setTimeout(resolve, 50))
    leaving.abort()
    expect(await abandoned).toBe('gone')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await chat.join('Anna')
    const { data } = await (await poll()).json()
    expect(data.messages).toMatchObject([{ type: 'ParticipantJoined', from: { nickname: 'Anna' } }])
  })

  test('closing does not wait for polls that are held', async () => {
    const { simulator, poll } = await start({ holdMs: 20_000 })
    await poll()
    const held = poll().catch(() => 'cut')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await simulator.close()
    expect(await held).toBe('cut')
  })
})
