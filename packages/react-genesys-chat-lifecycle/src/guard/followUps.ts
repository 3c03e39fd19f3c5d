import type { BusClient } from '../bus/client.ts'
import { ChatCommandError } from '../bus/errors.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'
import type { GuardInput } from './reducer.ts'
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
  readonly current: () => GuardState
  readonly tell: (input: GuardInput) => void
  readonly reportError: (error: unknown) => void
}

export function createFollowUps({ store, current, tell, reportError }: FollowUpsContext): FollowUps {
  let isPassing = false

  const sendOne = async ({ data }: FollowUp, client: BusClient): Promise<void> => {
    if (store.getState().connection === 'offline') {
      // The widget would take it and never answer.
      throw new ChatCommandError(SEND, 'unavailable', 'there is no connection. Send it again later')
    }
    if (!(await store.checkSession())) {
      throw new ChatCommandError(SEND, 'rejected', 'the chat is over. Start a new one to send this')
    }
    // Hooks run while the command is given, so that nothing else can slip through.
    isPassing = true
    const sent = client.run(SEND, { ...data })
    isPassing = false
    await sent
  }

  return {
    watch(hold) {
      const offs = [
        store.client.intercept(SEND, (data) => {
          const { message } = data as Data
          const mayPass = isPassing || typeof message !== 'string' || message.trim() === ''
          isPassing = false
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
      const held = followUps.filter(({ id, kind }) => kind === 'held' && (wanted ?? id) === id)
      if (sending || held.length === 0) return
      tell({ type: 'sending' })
      try {
        for (const followUp of held) {
          await sendOne(followUp, store.client)
          tell({ type: 'decided', ids: [followUp.id] })
        }
      } catch (error) {
        reportError(error)
      }
      tell({ type: 'sendingOver' })
    },
  }
}
