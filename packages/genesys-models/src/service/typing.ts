import type { CommandCall, ModelPlugin } from '../bus/types.ts'
import type { ServiceTransport } from './serviceTransport.ts'

/** How long the customer counts as typing after a key, in milliseconds. */
const TYPING_LASTS = 2000

/** Reports the customer's typing to the server once, however many keys are pressed. */
export interface TypingNotifier {
  /** The command `sendTyping`. */
  handle(call: CommandCall): void
  /** A message was sent, so typing is over. The server is not told. */
  stop(): void
}

export function createTypingNotifier(plugin: ModelPlugin, transport: ServiceTransport): TypingNotifier {
  let timer: ReturnType<typeof setTimeout> | undefined

  function arm(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      transport.sendTyping({ type: 'TypingStopped', text })
      plugin.publish('clientTypingStopped')
    }, TYPING_LASTS)
  }

  return {
    handle(call) {
      const text = typeof call.data.message === 'string' ? call.data.message : ''
      const alreadyTyping = timer !== undefined
      arm(text)
      if (alreadyTyping) {
        call.deferred.resolve()
        return
      }
      const sent = transport.sendTyping({ type: 'TypingStarted', text })
      plugin.publish('clientTypingStarted')
      sent.done((answer) => call.deferred.resolve(answer)).fail((reason) => call.deferred.reject(reason))
    },
    stop() {
      if (timer === undefined) return
      clearTimeout(timer)
      timer = undefined
      plugin.publish('clientTypingStopped')
    },
  }
}
