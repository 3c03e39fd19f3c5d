import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import cometdServer, { type ServerMessage, type ServerSession } from 'cometd-nodejs-server'
import { ContactCentreError, type GmsAnswer, type GmsChats } from 'genesys-models/centre'
import { createOperator } from '../http/gms/gmsOperations.ts'
import type { CometD } from '../http/gms/mountGms.ts'

/** The channels of all services. */
const CHANNELS = '/service/chatV2/*'

/** GMS over CometD. */
export interface GmsCometD {
  readonly cometD: CometD
  close(): void
}

/** Serves GMS Chat API v2 over CometD, by long polling. What happens in a chat is told to the pages that are in it. */
export function createGmsCometD(gms: GmsChats): GmsCometD {
  const operate = createOperator(gms)
  /** What stops telling a page. */
  const watched = new WeakMap<ServerSession, () => void>()
  // Two tabs of one browser may both hold a request open.
  const server = cometdServer.createCometDServer({ maxSessionsPerBrowser: -1 })
  const stopTelling = (page: ServerSession) => watched.get(page)?.()
  const onMessage = (
    page: ServerSession,
    _channel: unknown,
    { channel, data }: ServerMessage,
    done: () => void,
  ): void => {
    const deliver = (answer: GmsAnswer) => page.deliver(null, channel, answer)
    const answer = operate(data)
    deliver(answer)
    if (asksToBeTold(data?.operation) && !answer.errors) {
      const { chatId, userId, secureKey, nextPosition } = { ...data, ...answer }
      stopTelling(page)
      watched.set(page, gms.watch({ chatId, userId, secureKey, transcriptPosition: nextPosition }, deliver))
      page.addListener('removed', stopTelling)
    }
    done()
  }
  server.createServerChannel(CHANNELS).addListener('message', onMessage)
  return {
    close: () => server.close(),
    cometD: (c, messages) => {
      const { incoming, outgoing } = c.env as HttpBindings
      // The answer goes out past Hono. The widget sends a cookie along, so the browser insists on the page's own origin.
      outgoing.setHeader('access-control-allow-origin', c.req.header('origin') ?? '*')
      outgoing.setHeader('access-control-allow-credentials', 'true')
      // It takes messages that break the protocol for failures of its own: 500, unless there is another status already.
      outgoing.statusCode = 400
      try {
        server.handle(Object.assign(incoming, { body: messages }), outgoing)
      } catch {
        throw new ContactCentreError('INVALID_REQUEST', 'The messages break the Bayeux protocol.')
      }
      return RESPONSE_ALREADY_SENT
    },
  }
}

function asksToBeTold(operation: unknown): boolean {
  return operation === 'requestChat' || operation === 'requestNotifications'
}
