const KEY = 'react-genesys-chat-lifecycle/messenger'

/**
 * Messenger names no conversation. What identifies one here is the deployment, and the moment at which this browser began it: kept
 * where all tabs find it, and only there.
 */
export function beginConversation(deploymentId: string, before: string | null): string {
  const now = Date.now()
  const last = before ?? currentConversation(deploymentId)
  // Two may begin in one moment.
  const id = [now, now + 1].map((ms) => `${deploymentId}:${ms}`).find((each) => each !== last) ?? last
  write(deploymentId, id)
  return id
}

/** It is over: one that is found later, whose beginning was missed, is another one. */
export function forgetConversation(deploymentId: string, id: string | null): void {
  if (id !== null && read()[deploymentId] === id) write(deploymentId, undefined)
}

/** The id of the conversation that this browser began, or the deployment's where that is not known. */
export function currentConversation(deploymentId: string): string {
  const id = read()[deploymentId]
  return typeof id === 'string' ? id : deploymentId
}

function read(): Record<string, unknown> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function write(deploymentId: string, id: string | undefined): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [deploymentId]: id }))
  } catch {
    // Forbidden or full: a reload finds the conversation under the deployment's id.
  }
}

/** Whether this browser has a conversation, as the vendor keeps it. Undefined where it cannot be read. Never written. */
export function isConversationStored(deploymentId: string): boolean | undefined {
  return readVendorFlag(deploymentId, 'gcmcsessionActive')
}

/** Whether the vendor's window was open. */
export function isWindowStored(deploymentId: string): boolean | undefined {
  return readVendorFlag(deploymentId, 'gcmcopn')
}

function readVendorFlag(deploymentId: string, name: string): boolean | undefined {
  try {
    const stored = localStorage.getItem(`_${deploymentId}:${name}`)
    const { value } = JSON.parse(stored ?? '{}') as { value?: unknown }
    return value === true || value === 'true'
  } catch {
    return undefined
  }
}
