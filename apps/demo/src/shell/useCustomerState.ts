import { useSyncExternalStore } from 'react'
import { listen, type StateMessage, tell } from '../shared/channel.ts'

let latest: StateMessage | null = null

/** The state of the customer's page, as that page last told it; null before it has. */
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
