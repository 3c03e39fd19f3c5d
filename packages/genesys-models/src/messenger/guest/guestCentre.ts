import { type GuestDraft, GuestSession, type GuestSessionServices } from './guestSession.ts'
import type { GuestFrame, GuestLink, GuestRequest, GuestSocket, GuestSocketHandlers } from './types.ts'

const DURATION_SECONDS = 259_200

interface OpenSocket {
  readonly handlers: GuestSocketHandlers
  stop: () => void
}

/** The Guest API in memory: sessions by their tokens, and the sockets of pages. */
export class GuestCentre {
  readonly #services: GuestSessionServices
  readonly #sessions = new Map<string, GuestSession>()
  readonly #sockets = new Set<OpenSocket>()
  #isReachable = true

  constructor(services: GuestSessionServices) {
    this.#services = services
  }

  /** Oldest first. */
  get sessions(): readonly GuestSession[] {
    return [...this.#sessions.values()]
  }

  get isReachable(): boolean {
    return this.#isReachable
  }

  /** Cuts the network, or mends it. */
  reach(isReachable: boolean): void {
    this.#isReachable = isReachable
    if (isReachable) return
    for (const socket of [...this.#sockets]) {
      this.#drop(socket)
      later(() => socket.handlers.onLost())
    }
  }

  readonly link: GuestLink = {
    connect: (handlers) => this.#connect(handlers),
    history: async (token, pageNumber) => {
      await new Promise<void>((resolve) => later(resolve))
      const session = this.#sessions.get(token)
      if (!this.#isReachable || !session) throw new Error('Unable to fetch history')
      return structuredClone(session.history(pageNumber))
    },
  }

  #drop(socket: OpenSocket): void {
    socket.stop()
    this.#sockets.delete(socket)
  }

  #connect(handlers: GuestSocketHandlers): GuestSocket {
    const socket: OpenSocket = { handlers, stop: () => {} }
    this.#sockets.add(socket)
    later(() => {
      if (this.#isReachable && this.#sockets.has(socket)) handlers.onOpen()
      else if (this.#sockets.delete(socket)) handlers.onLost()
    })
    return {
      send: (request) =>
        later(() => {
          if (this.#sockets.has(socket)) this.#take(socket, request)
        }),
      close: () => this.#drop(socket),
    }
  }

  /** A copy each time: whoever gets a frame may write into it. */
  #answer(socket: OpenSocket, frame: GuestFrame): void {
    const copy = structuredClone(frame)
    later(() => {
      if (this.#sockets.has(socket)) socket.handlers.onFrame(copy)
    })
  }

  #take(socket: OpenSocket, { action, token, tracingId, ...rest }: GuestRequest): void {
    const id = String(token)
    const respond = (frame: Omit<GuestFrame, 'type'>): void =>
      this.#answer(socket, {
        type: 'response',
        ...frame,
        ...(tracingId !== undefined && { tracingId: String(tracingId) }),
      })
    const refuse = (code: number, body: string): void => respond({ class: 'string', code, body })
    switch (action) {
      case 'configureSession':
      case 'configureAuthenticatedSession':
        this.#configure(socket, id, rest.startNew === true, respond, refuse)
        break
      case 'onMessage':
        this.#write(id, rest.message, tracingId as string | undefined, refuse)
        break
      case 'closeSession':
        respond({ class: 'SessionResponse', code: 200, body: { connected: false, readOnly: true } })
        break
      default:
        refuse(400, `The action ${action} is not known.`)
    }
  }

  #configure(
    socket: OpenSocket,
    token: string,
    startNew: boolean,
    respond: (frame: Omit<GuestFrame, 'type'>) => void,
    refuse: (code: number, body: string) => void,
  ): void {
    const known = this.#sessions.get(token)
    if (known?.isOver && !startNew) {
      refuse(4007, 'Session not found.')
      return
    }
    const isNew = !known || known.isOver || startNew
    const session = isNew ? new GuestSession(token, this.#services) : known
    this.#sessions.delete(token)
    this.#sessions.set(token, session)
    socket.stop()
    socket.stop = session.listen((frame) => this.#answer(socket, frame))
    respond({
      class: 'SessionResponse',
      code: 200,
      body: {
        connected: true,
        newSession: isNew,
        readOnly: session.isReadOnly,
        durationSeconds: DURATION_SECONDS,
        expirationDate: Math.floor(this.#services.now() / 1000) + DURATION_SECONDS,
        allowedMedia: { inbound: { fileTypes: [{ type: '*/*' }], maxFileSizeKB: 10_240 } },
      },
    })
  }

  #write(
    token: string,
    given: unknown,
    tracingId: string | undefined,
    refuse: (code: number, body: string) => void,
  ): void {
    const session = this.#sessions.get(token)
    const { type, text, content, events, metadata, channel } = (given ?? {}) as GuestDraft & {
      channel?: { metadata?: { customAttributes?: Record<string, string> } }
    }
    // What it lacks stays away: the time of a message is the server's.
    const message = structuredClone({ type, text, content, events, metadata }) as GuestDraft
    const presence = (events?.[0]?.presence as { type?: string } | undefined)?.type
    const isTyping = events?.[0]?.eventType === 'Typing'
    if (!session || session.isOver) refuse(4007, 'Session not found.')
    else if (presence === 'Clear') session.clear(tracingId)
    else if (session.isReadOnly) refuse(409, 'The conversation is read-only.')
    else if (!isTyping) {
      session.attributes = { ...session.attributes, ...channel?.metadata?.customAttributes }
      session.write(message, tracingId)
    }
  }
}

function later(run: () => void): void {
  setTimeout(run, 0)
}
