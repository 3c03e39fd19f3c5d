import type { CXBusCommandCall } from '../../platform/genesys-widgets/busTypes.ts'
import type { ModelPlugin } from '../cxbus.ts'
import { sendTypingState } from './send.ts'
import type { SessionOutside, SessionState } from './sessionState.ts'

/** After this long without a key the customer counts as no longer typing, in milliseconds. */
const TYPING_LASTS = 2000

/** The customer's typing: told to the server once, however many keys are pressed. */
export interface TypingNotifier {
  /** The command `sendTyping`. */
  handle(call: CXBusCommandCall): void
  /** A message is sent: typing is over without telling the server. */
  stop(): void
}

export function createTypingNotifier(
  plugin: ModelPlugin,
  state: SessionState,
  outside: SessionOutside,
): TypingNotifier {
  let timer: ReturnType<typeof setTimeout> | undefined

  function arm(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      sendTypingState({ type: 'TypingStopped', text }, state, outside)
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
      const sent = sendTypingState({ type: 'TypingStarted', text }, state, outside)
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
