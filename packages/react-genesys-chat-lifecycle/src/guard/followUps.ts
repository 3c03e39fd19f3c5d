import type { BusClient } from '../bus/client.ts'
import { ChatCommandError } from '../bus/errors.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'
import type { GuardInput } from './reducer.ts'
import type { SharedGuards } from './shared.ts'
import type { FollowUp, GuardState } from './state.ts'

const SEND = 'WebChatService.sendMessage'
const SEND_FILE = 'WebChatService.sendFile'

type Data = Readonly<Record<string, unknown>>

/** What stands before the widget's two ways to send. */
export interface FollowUps {
  /**
   * Asks `hold` about each text and file before it is sent; what it keeps goes no further. Returns the way to stop. The
   * bus keeps the hook, which then does nothing.
   */
  watch(hold: (kind: 'text' | 'file', data: Data) => boolean): () => void
  /** Sends held texts in their order, past this gate and through the page's own hooks: all, or the one with this id. */
  release(wanted?: string): Promise<void>
}

/** The guard that the follow-ups belong to. */
export interface FollowUpsContext {
  readonly store: ChatLifecycleStore
  readonly shared: () => SharedGuards
  readonly current: () => GuardState
  readonly tell: (input: GuardInput) => void
  readonly reportError: (error: unknown) => void
}

export function createFollowUps({ store, shared, current, tell, reportError }: FollowUpsContext): FollowUps {
  const sendOne = async ({ data }: FollowUp, client: BusClient, guards: SharedGuards): Promise<void> => {
    if (store.getState().connection === 'offline') {
      // The widget would take it and never answer.
      throw new ChatCommandError(SEND, 'unavailable', 'there is no connection. Send it again later')
    }
    if (!(await store.checkSession())) {
      throw new ChatCommandError(SEND, 'rejected', 'the chat is over. Start a new one to send this')
    }
    // Hooks run while the command is given, so that nothing else can slip through.
    guards.isPassing = true
    const sent = client.run(SEND, { ...data })
    guards.isPassing = false
    await sent
  }

  return {
    watch(hold) {
      const offs = [
        store.client.intercept(SEND, (data) => {
          const { message } = data as Data
          const guards = shared()
          const mayPass = guards.isPassing || typeof message !== 'string' || message.trim() === ''
          guards.isPassing = false
          return mayPass || !hold('text', data as Data) ? data : false
        }),
        store.client.intercept(SEND_FILE, (data) => (hold('file', data as Data) ? false : data)),
      ]
      return () => {
        for (const off of offs) off()
      }
    },
    async release(wanted) {
      const { followUps, sending } = current()
      // Who guards may change on the way: what one is sending, the next must not send, too.
      const guards = shared()
      const { sent, mounted } = guards
      const held = followUps.filter(
        ({ id, kind }) => kind === 'held' && (wanted ?? id) === id && !sent.has(id),
      )
      if (sending || held.length === 0) return
      tell({ type: 'sending' })
      for (const { id } of held) sent.set(id, false)
      try {
        for (const followUp of held) {
          await sendOne(followUp, store.client, guards)
          sent.set(followUp.id, true)
          tell({ type: 'decided', ids: [followUp.id] })
          mounted[0]?.()
        }
      } catch (error) {
        reportError(error)
      }
      for (const { id } of held) if (!sent.get(id)) sent.delete(id)
      tell({ type: 'sendingOver' })
    },
  }
}
