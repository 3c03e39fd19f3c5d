import type { ContactCentre } from 'genesys-models/centre'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'

/**
 * What happens, as it happens (Server-Sent Events): `message` with `{ sessionId, message }`, `session` with the session's
 * summary whenever it opens, gets a segment or ends, `forgotten` with `{ sessionId }`. First, the sessions there are.
 *
 * @param sessionId only this session's; default all
 */
export function agentEvents(c: Context, centre: ContactCentre, sessionId: string | undefined): Response {
  return streamSSE(c, async (stream) => {
    const send = (event: string, data: unknown) =>
      void stream.writeSSE({ event, data: JSON.stringify(data) }).catch(() => {})
    const isWanted = (id: string) => sessionId === undefined || sessionId === id
    const unsubscribe = centre.subscribe((news) => {
      const { session } = news
      if (!isWanted(session.id)) return
      if (news.kind === 'message') send('message', { sessionId: session.id, message: news.message })
      else if (news.kind === 'forgotten') send('forgotten', { sessionId: session.id })
      else send('session', session.summary())
    })
    const gone = new Promise<void>((resolve) => stream.onAbort(resolve))
    // Whoever listens learns at once that the connection stands, even when there is nothing to tell yet.
    await stream.write(': listening\n\n')
    for (const session of centre.sessions) if (isWanted(session.id)) send('session', session.summary())
    await gone
    unsubscribe()
  })
}
