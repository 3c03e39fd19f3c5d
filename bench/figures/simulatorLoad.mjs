import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { median } from '../measure.mjs'

const CHATS = '/nexus/v3/chat/sessions'
const HELD = Number(process.env.BENCH_HELD_POLLS ?? 3000)
/** How long chats come and go, in seconds. */
const CHURN_SECONDS = Number(process.env.BENCH_CHURN_SECONDS ?? 8)
const CLIENTS = 20
const TURN_MS = 250
const TURNS = 5

async function start(kind) {
  const child = fork(fileURLToPath(new URL('../load/server.mjs', import.meta.url)), [kind], {
    execArgv: ['--expose-gc'],
  })
  const [{ url }] = await once(child, 'message')
  const heap = async () => {
    child.send('heap')
    return (await once(child, 'message'))[0].heap
  }
  return { url, heap, stop: () => child.kill() }
}

function ask(agent, url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () =>
        response.statusCode < 300
          ? resolve(JSON.parse(text))
          : reject(new Error(`${method} ${url}: ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Requests a second. Both servers take turns. The best turn counts, because other load can only make one slower. */
async function rates(targets) {
  const best = targets.map(() => 0)
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [i, call] of targets.entries()) {
      const begun = performance.now()
      let done = 0
      const client = async () => {
        while (performance.now() - begun < TURN_MS) {
          await call(agent)
          done++
        }
      }
      await Promise.all(Array.from({ length: CLIENTS }, client))
      best[i] = Math.max(best[i], (done * 1000) / (performance.now() - begun))
    }
  }
  agent.destroy()
  return best
}

async function startChat(agent, url) {
  const { data } = await ask(agent, url + CHATS, json({ data: { nickname: 'Joe', endpoint: 'shop-async' } }))
  const { sessionId, participantId } = JSON.parse(atob(data.clientToken.split('.')[1]))
  return { sessionId, participantId, headers: { 'x-nexus-client-key': data.clientToken } }
}

/** Polls of many customers, each held on a connection of its own. */
async function hold(agent, url, chats) {
  const polls = []
  for (const { sessionId, headers } of chats) {
    const poll = () => ask(agent, `${url + CHATS}/${sessionId}/messages`, { headers })
    // The first takes what is there already.
    await poll()
    polls.push(poll())
  }
  return polls
}

/** Milliseconds from an agent's request to the customer's poll that it wakes up, and those of a plain request. */
async function wakeUps(agent, { plain, simulator, chats, polls }) {
  const [woken, answered] = [[], []]
  for (let i = 0; i < Math.min(200, chats.length); i++) {
    let begun = performance.now()
    const joined = ask(
      agent,
      `${simulator.url}/agent/sessions/${chats[i].sessionId}/join`,
      json({ name: 'Anna' }),
    )
    await polls[i]
    woken.push(performance.now() - begun)
    await joined
    begun = performance.now()
    await ask(agent, plain.url)
    answered.push(performance.now() - begun)
  }
  return { wakeUp: median(woken), roundTrip: median(answered) }
}

/** Chats that come and go. The first half fills the contact centre, and warms up the engine. */
async function churn({ url, heap }) {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  let count = 0
  const run = async (seconds) => {
    const until = performance.now() + seconds * 1000
    const client = async () => {
      while (performance.now() < until) {
        const { sessionId, participantId, headers } = await startChat(agent, url)
        const chat = `${url + CHATS}/${sessionId}`
        await ask(agent, `${url}/agent/sessions/${sessionId}/join`, json({ name: 'Anna' }))
        await ask(agent, `${chat}/messages`, {
          ...json({ data: { text: 'hello' } }),
          headers: { ...json({}).headers, ...headers },
        })
        await ask(agent, `${chat}/messages`, { headers })
        await ask(agent, `${chat}/participants/${participantId}`, { method: 'DELETE', headers })
        await ask(agent, `${url}/agent/sessions/${sessionId}/forget`, { method: 'POST' })
        count++
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, client))
  }
  await run(CHURN_SECONDS / 2)
  const [before, warmedUp] = [await heap(), count]
  await run(CHURN_SECONDS / 2)
  agent.destroy()
  return { seconds: CHURN_SECONDS, chats: count - warmedUp, before, after: await heap() }
}

/** Loads the simulator and a plain Hono server in turns. */
export async function simulatorLoad() {
  const [plain, simulator] = [await start('plain'), await start('simulator')]
  const agent = new Agent({ keepAlive: true })
  const first = await startChat(agent, simulator.url)
  const targets = [
    (client) => ask(client, plain.url),
    (client) => ask(client, `${simulator.url}/agent/sessions/${first.sessionId}`),
    (client) =>
      ask(client, `${simulator.url + CHATS}/${first.sessionId}/messages?count=1`, { headers: first.headers }),
  ]
  // First, because it warms up the engine.
  const churned = await churn(simulator)
  await rates(targets)
  const idle = await rates(targets)
  const chats = []
  while (chats.length < HELD) chats.push(await startChat(agent, simulator.url))
  const empty = await simulator.heap()
  const polls = await hold(agent, simulator.url, chats)
  const full = await simulator.heap()
  const loaded = await rates(targets)
  const waking = await wakeUps(agent, { plain, simulator, chats, polls })
  for (const poll of polls) poll.catch(() => {})
  plain.stop()
  simulator.stop()
  return { idle, loaded, held: { count: HELD, bytes: (full - empty) / HELD }, waking, churned }
}
