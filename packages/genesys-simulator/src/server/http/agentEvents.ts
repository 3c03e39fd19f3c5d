import type { ContactCentre } from 'genesys-models/centre'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'

/** How much may wait for a client that does not read, in characters. */
const MAX_WAITING = 4_194_304

/**
 * What happens, as it happens (Server-Sent Events): `message` with `{ sessionId, message }`, `session` with the session's
 * summary whenever it opens, gets a segment or ends, `forgotten` with `{ sessionId }`. First, the sessions there are.
 * A client that does not read is cut.
 *
 * @param sessionId only this session's; default all
 */
export function agentEvents(c: Context, centre: ContactCentre, sessionId: string | undefined): Response {
  return streamSSE(c, async (stream) => {
    let waiting = 0
    const send = async (event: string, data: unknown): Promise<void> => {
      const text = JSON.stringify(data)
      waiting += text.length
      if (waiting > MAX_WAITING) cut()
      else await stream.writeSSE({ event, data: text }).catch(() => {})
      waiting -= text.length
    }
    const isWanted = (id: string) => sessionId === undefined || sessionId === id
    const unsubscribe = centre.subscribe((news) => {
      const { session } = news
      if (!isWanted(session.id)) return
      if (news.kind === 'message') void send('message', { sessionId: session.id, message: news.message })
      else if (news.kind === 'forgotten') void send('forgotten', { sessionId: session.id })
      else void send('session', session.summary())
    })
    const cut = (): void => {
      unsubscribe()
      stream.abort()
      // What the stream still holds would wait for the client. On Node.js its connection can be closed.
      ;(c.env as NodeBindings | undefined)?.outgoing?.destroy()
    }
    const gone = new Promise<void>((resolve) => stream.onAbort(resolve))
    // Whoever listens learns at once that the connection stands, even when there is nothing to tell yet.
    await stream.write(': listening\n\n')
    for (const session of centre.sessions) {
      const isKept = isWanted(session.id) && centre.sessions.includes(session)
      if (isKept) await send('session', session.summary())
    }
    await gone
    unsubscribe()
  })
}

interface NodeBindings {
  readonly outgoing?: { destroy(): void }
}
