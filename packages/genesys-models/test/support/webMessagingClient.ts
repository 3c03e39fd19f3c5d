import {
  ContactCentre,
  createManualClock,
  createWebMessaging,
  type DeploymentSettings,
  Faults,
  type WebMessagingFrame,
  type WebMessagingOptions,
} from 'genesys-models/centre'

export const TOKEN = '11111111-2222-4333-8444-555555555555'

/** A contact centre behind the Guest API, and a clock that the test moves. */
export function createTestApi(settings: DeploymentSettings = {}, options: Partial<WebMessagingOptions> = {}) {
  const clock = createManualClock(Date.UTC(2026, 0, 1))
  const centre = new ContactCentre({ clock, seed: 1 })
  const faults = new Faults(clock)
  const api = createWebMessaging({ centre, faults, deploymentOf: () => settings, ...options })
  const chat = () => {
    const session = centre.sessions.at(-1)
    if (!session) throw new Error('No session has been started.')
    return session
  }
  return { clock, centre, faults, api, chat, connect: (token?: string) => connect(api, token) }
}

/** A client with one WebSocket. */
export function connect(api: ReturnType<typeof createWebMessaging>, token = TOKEN) {
  const frames: WebMessagingFrame[] = []
  const client = { frames, isClosed: false, closeCode: undefined as number | undefined }
  const connection = api.connect('shop', {
    send: (text) => void frames.push(JSON.parse(text)),
    close: (code) => Object.assign(client, { isClosed: true, closeCode: code }),
  })
  /** Sends a request. Returns what came because of it. */
  const ask = async (request: object | string): Promise<WebMessagingFrame[]> => {
    const before = frames.length
    connection.receive(typeof request === 'string' ? request : JSON.stringify({ token, ...request }))
    await settled()
    return frames.slice(before)
  }
  return Object.assign(client, {
    ask,
    leave: () => connection.closed(),
    configure: (fields: object = {}) => ask({ action: 'configureSession', deploymentId: 'shop', ...fields }),
    say: (text: string, fields: object = {}) =>
      ask({ action: 'onMessage', message: { type: 'Text', text }, ...fields }),
    sendEvent: (event: object) => ask({ action: 'onMessage', message: { type: 'Event', events: [event] } }),
    /** Takes what has come since it was last taken. */
    take: async () => {
      await settled()
      return frames.splice(0)
    },
  })
}

export const presence = (type: string) => ({ eventType: 'Presence', presence: { type } })

/** Frames leave when the caller is done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}

/** What came, in short: the class, and of messages what they say. */
export function shown(frames: readonly WebMessagingFrame[]): string[] {
  return frames.map(({ class: name, code, body }) => {
    if (name === 'string') return `${code} ${body}`
    if (name !== 'StructuredMessage') return name
    const { direction, text, events } = body as { direction: string; text?: string; events?: object[] }
    return `${direction} ${text ?? JSON.stringify(events?.map((event) => Object.values(event)[1]))}`
  })
}
