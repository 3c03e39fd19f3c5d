import type { BusClient } from '../bus/client.ts'
import { ChatCommandError } from '../bus/errors.ts'
import { publishesServerEnd } from '../bus/page.ts'
import type { ChatActions, NoticeBubble, StartOptions } from './actions.ts'
import type { LifecycleEvent } from './events.ts'
import type { Listener } from './listener.ts'
import type { LifecycleState } from './reducer.ts'
import type { EndReason } from './state.ts'

/** What the actions need of the store they belong to. */
export interface CommandContext {
  readonly client: BusClient
  readonly listener: Listener
  readonly dispatch: (event: LifecycleEvent) => void
  readonly current: () => LifecycleState
  /** Calls back after each change, until the returned function is called. */
  readonly watch: (callback: () => void) => () => void
  readonly commandTimeoutMs: () => number
  /** Whether it falls to this tab to end the session because of a closing. */
  readonly claimEnd: (key: string) => boolean | Promise<boolean>
}

/** How long a tab waits to hear of the end that another one has taken upon itself. */
const OTHER_TAB_MS = 3_000

/** Why the `endChat` that is passing the hooks is sent, if one of the page's stores sends it. */
const REASON = 'endReason'

/** The actions of a store, and what the rest of the library needs besides. */
export interface Commands {
  readonly actions: ChatActions
  /** Ends the session because of a closing. */
  endForAgent(options?: { closeWindow?: boolean }): Promise<void>
  /** Frees the bus of a chat that the server has ended: the input is disabled, and a new chat can start. */
  tidyUp(): void
  /** Why an end came about that the bus publishes now. */
  endCause(): EndReason
  /** Somebody has asked for an end: a store of this page, the page itself, or the widget's own button. */
  noticeEndChat(): void
  /** A session was joined: it has not been asked to end. */
  noticeJoined(): void
}

/** The widget takes a `bubble` whose other members are HTML. */
function safeBubble({ fill, radius, time, name, direction, avatar }: NoticeBubble): NoticeBubble {
  const entries = Object.entries({
    fill,
    radius,
    time,
    name,
    direction,
    avatar: avatar && (typeof avatar.icon === 'string' ? { icon: avatar.icon } : undefined),
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

export function createCommands(context: CommandContext): Commands {
  const { client, listener, dispatch, current } = context
  let starting: Promise<void> | undefined
  let ending: Promise<void> | undefined
  let cause: EndReason | undefined
  /** Whether the session was asked to end since it was joined. */
  let asked = false
  /** When somebody else on the page asked: another store, the page itself, or the widget's own button. */
  let othersAskedAt = Number.NEGATIVE_INFINITY
  let isOurs = false

  const session = (): LifecycleState['session'] => current().session

  /** Resolves when the session is none of these any more; rejects when that takes too long. */
  const past = (states: readonly LifecycleState['session'][], late: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        if (states.includes(session())) return
        clearTimeout(timer)
        off()
        resolve()
      }
      const timer = setTimeout(() => {
        off()
        reject(new ChatCommandError('WebChatService.endChat', 'timeout', late))
      }, context.commandTimeoutMs())
      const off = context.watch(settle)
      settle()
    })

  const over = (): Promise<void> => past(['live', 'ending'], 'the end has not come')

  const isOthersUnderWay = (): boolean => Date.now() - othersAskedAt < context.commandTimeoutMs()

  /** Sends the request; the other stores of the page learn from it why, and need not send it again. */
  const endChat = (reason: EndReason): Promise<unknown> => {
    const shared = client.connection?.shared
    // Hooks run while the command is given.
    shared?.set(REASON, reason)
    isOurs = true
    const answer = client.run('WebChatService.endChat')
    isOurs = false
    shared?.delete(REASON)
    return answer
  }

  const finish = async (reason: 'agent' | 'customer'): Promise<void> => {
    // A session that is about to begin is one to end.
    await starting?.catch(() => {})
    await past(['starting'], 'the chat has not begun')
    // So is one that is being restored. On a bus that never tells there is none.
    if (client.connection) await past(['undecided'], 'it is not decided').catch(() => {})
    // Never without a session: the request would name none. The server may have ended it unheard.
    if (session() === 'live' && !(await listener.checkSession())) return
    if (session() !== 'live' && session() !== 'ending') return
    const active = client.connection?.data('WebChatService.sessionActive')
    if (asked || session() === 'ending' || active === false) return over()
    asked = true
    if (!isOthersUnderWay()) cause = reason
    dispatch({ type: 'ending' })
    // Among the tabs of a session one ends it; the others hear of the end, and end it themselves if they do not.
    const { closing } = current().segment
    if (reason === 'agent' && closing && !(await context.claimEnd(closing.key))) {
      await Promise.race([
        over().catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, OTHER_TAB_MS)),
      ])
    }
    if (session() === 'ending' && isOthersUnderWay()) await over().catch(() => {})
    if (session() !== 'ending') return
    if (reason === 'agent' && !current().segment.closing) {
      notSent()
      throw new ChatCommandError('WebChatService.endChat', 'cancelled', 'the segment was reopened')
    }
    cause = reason
    try {
      await endChat(reason)
    } catch (error) {
      const kind = error instanceof ChatCommandError && error.kind
      // After a request that failed the widget has forgotten the session all the same. Not so when a hook threw.
      if (kind === 'rejected' && (await isForgotten())) await settled(reason)
      // One that was never sent has ended nothing. One without an answer may still get it.
      else if (kind !== 'timeout') notSent()
      throw error
    }
    await settled(reason)
  }

  const isForgotten = async (): Promise<boolean> => {
    if (client.connection?.data('WebChatService.sessionActive') !== true) return true
    const data = await client.run('WebChatService.getSessionData').catch(() => undefined)
    return Object.keys(data ?? {}).length === 0
  }

  const notSent = (): void => {
    asked = false
    cause = undefined
    dispatch({ type: 'endFailed' })
  }

  /** What the bus published with the answer is delivered first: a chat started after us must not hear of it. */
  const settled = async (reason: EndReason): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve))
    dispatch({ type: 'ended', reason })
  }

  const end = (reason: 'agent' | 'customer', closeWindow: boolean): Promise<void> => {
    ending ??= finish(reason).finally(() => {
      ending = undefined
    })
    if (!closeWindow) return ending
    // Before the end is known, `close` would restore the session and open the window again.
    const close = async (): Promise<void> => {
      if (session() === 'live') return
      if (current().window !== 'absent' && current().window !== 'closed') await closeWindowNow()
    }
    return ending.then(close, async (error) => {
      if (session() === 'ending') whenOver(close)
      else await close()
      throw error
    })
  }

  const whenOver = (then: () => Promise<void>): void => {
    const off = context.watch(() => {
      if (session() === 'ending') return
      off()
      then().catch(() => {})
    })
  }

  /** The widget refuses what is so already; who asked has what they wanted. */
  const run = async (command: string, data?: unknown, fine?: RegExp): Promise<void> => {
    const mayLoad = command === 'WebChatService.startChat' || command === 'WebChat.open'
    try {
      await client.run(command, data, { mayLoad })
    } catch (error) {
      if (!(error instanceof ChatCommandError && fine?.test(error.reason))) throw error
    }
  }
  const closeWindowNow = (): Promise<void> => run('WebChat.close', undefined, /already closed/i)

  const begin = async (options: StartOptions): Promise<void> => {
    await ending?.catch(() => {})
    // An end that somebody else asked for, or whose answer took us too long, would end the new chat when it comes.
    if (session() === 'ending' || (session() === 'live' && isOthersUnderWay())) await over().catch(() => {})
    dispatch({ type: 'starting' })
    try {
      try {
        await run('WebChatService.startChat', options)
      } catch (error) {
        // A chat that the server ended still stands in the way of a new one, until the bus is told to end it.
        const stale = error instanceof ChatCommandError && /already an active chat/i.test(error.reason)
        if (!stale || session() !== 'starting') throw error
        const data = await client.run('WebChatService.getSessionData')
        if (Object.keys(data ?? {}).length > 0) throw error
        await endChat('server').catch(() => {})
        await run('WebChatService.startChat', options)
      }
    } catch (error) {
      dispatch({ type: 'startFailed' })
      throw error
    }
  }

  /** Two requests would make two sessions. */
  const start: ChatActions['start'] = (options = {}) => {
    starting ??= begin(options).finally(() => {
      starting = undefined
    })
    return starting
  }

  const send: ChatActions['send'] = async (text) => {
    const command = 'WebChatService.sendMessage'
    // Offline the widget would take the text and never answer.
    if (current().connection === 'offline') {
      throw new ChatCommandError(command, 'unavailable', 'there is no connection. Send it again later')
    }
    await listener.checkSession()
    if (session() === 'ended') {
      throw new ChatCommandError(command, 'rejected', 'the chat is over. Start a new one to send this')
    }
    await run(command, { message: text })
  }

  return {
    actions: {
      start,
      send,
      sendTyping: () => run('WebChatService.sendTyping'),
      end: ({ closeWindow = false } = {}) => end('customer', closeWindow),
      openWindow: () => run('WebChat.open', undefined, /already opened/i),
      closeWindow: closeWindowNow,
      injectNotice: async (text, bubble) => {
        await run('WebChat.injectMessage', {
          type: 'text',
          text,
          ...(bubble && { bubble: safeBubble(bubble) }),
        })
      },
    },
    endForAgent: ({ closeWindow = false } = {}) => end('agent', closeWindow),
    tidyUp() {
      // Rejected, as there is no session; yet it is what makes the widget let go of the old one.
      if (!isOthersUnderWay()) endChat('server').catch(() => {})
    },
    endCause: () => cause ?? (publishesServerEnd() ? 'server' : 'customer'),
    noticeEndChat() {
      if (isOurs) return
      othersAskedAt = Date.now()
      cause ??= (client.connection?.shared.get(REASON) as EndReason | undefined) ?? 'customer'
    },
    noticeJoined() {
      asked = false
      othersAskedAt = Number.NEGATIVE_INFINITY
      cause = undefined
    },
  }
}
