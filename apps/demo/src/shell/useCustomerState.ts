import { useSyncExternalStore } from 'react'
import { listen, type StateMessage, tell } from '../shared/channel.ts'

let latest: StateMessage | null = null

/** The state that the customer's page reported last, or null before its first report. */
export function useCustomerState(): StateMessage | null {
  return useSyncExternalStore(subscribe, () => latest)
}

function subscribe(listener: () => void): () => void {
  const stop = listen((message) => {
    if (message.type !== 'state') return
    latest = message
    listener()
  })
  tell({ type: 'hello' })
  return stop
}
