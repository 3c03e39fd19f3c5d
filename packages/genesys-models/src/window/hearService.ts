import type { BusEnvelope } from '../bus/types.ts'
import { storeKeys } from '../page/widgetStore.ts'
import type { WireMessage } from '../service/messages.ts'
import { type ChatWindow, SERVICE } from './chatWindow.ts'
import { emptyMetadata, readMetadata } from './metadata.ts'
import { entryFor, participantNews, type ShownMessage } from './transcript.ts'
import type { WindowAlert } from './windowState.ts'

type EventData = Record<string, unknown>

/** Subscribes the window to the service's events. */
export function hearService(chat: ChatWindow): void {
  const { plugin, inner, view, store } = chat

  const hear = (event: string, callback: (data: EventData) => void): void => {
    plugin.subscribe(`${SERVICE}.${event}`, ({ data }: BusEnvelope<EventData>) => callback(data))
  }

  hear('started', () => {
    plugin.command('App.registerAutoLoad')
    inner.joinedShown = false
    inner.endedShown = false
    chat.change({ inputEnabled: true, view: 'transcript' })
    // On Genesys Cloud a window that was never opened says nothing of a start.
    const { asyncClose } = (plugin.data(`${SERVICE}.capabilities`) ?? {}) as { asyncClose?: string }
    const isSilent = asyncClose === 'hideChat' && !inner.wasBuilt
    if (inner.metadata.started === false && !isSilent) {
      inner.metadata.started = Date.now()
      chat.publishWithMetadata('started')
    }
  })

  hear('messageReceived', (data) => showMessages(chat, data))

  hear('restored', (data) => {
    plugin.command('App.registerAutoLoad')
    inner.restoring = true
    inner.async = data.async === true
    inner.built = true
    inner.metadata = readMetadata(store.get(storeKeys.metadata)) ?? inner.metadata
    chat.change({ inputEnabled: true })
    if (inner.async && store.get(storeKeys.open) !== 'true') {
      inner.restoredClosed = true
    } else if (view.open) {
      chat.change({ view: 'transcript' })
    } else {
      const minimized = store.get(storeKeys.minimized) === 'true'
      plugin.command('open', { restoring: true, form: false, minimized })
    }
  })

  const forgetChat = (): void => {
    inner.metadata = readMetadata(store.get(storeKeys.metadata)) ?? inner.metadata
    inner.metadata.closed = Date.now()
    chat.publishWithMetadata('closed')
    inner.metadata = emptyMetadata()
    store.remove(storeKeys.metadata)
    plugin.command('reInvite')
    store.remove(storeKeys.minimized)
  }
  hear('restoreFailed', forgetChat)
  hear('restoreTimeout', forgetChat)

  hear('ended', () => {
    plugin.command('App.deregisterAutoLoad')
    inner.endedShown = true
    inner.restoredClosed = false
    chat.change({ inputEnabled: false, draft: '', agentTyping: false })
    // What the service publishes together with the end is there before the window says so.
    setTimeout(() => sayEnded(chat), 0)
  })

  hear('agentConnected', ({ agents }) => {
    inner.metadata.agentReached = Date.now()
    inner.metadata.numAgents = Object.keys((agents as object | undefined) ?? {}).length
    chat.keepMetadata()
  })
  hear('botConnected', () => {
    inner.metadata.botReached = Date.now()
    chat.keepMetadata()
  })
  hear('agentTypingStarted', () => chat.change({ agentTyping: true }))
  hear('agentTypingStopped', () => chat.change({ agentTyping: false }))
  hear('agentTypingTimeout', () => chat.change({ agentTyping: false }))
  hear('sessionLost', () => chat.change({ alert: 'session-lost' }))
  hear('error', (data) => {
    const about = fileAlert(data)
    if (about !== undefined) chat.change({ alert: about })
    else if (view.open && view.alert === undefined) chat.change({ alert: 'error' })
  })
  hear('disconnected', () => chat.change({ alert: 'disconnected' }))
  hear('reconnected', () => chat.change({ alert: undefined }))
}

function sayEnded(chat: ChatWindow): void {
  chat.add({ index: Date.now(), name: '', text: 'Chat Ended', type: 'External', timestamp: 0 })
  const { metadata } = chat.inner
  if (metadata.agentReached !== false || metadata.botReached !== false) {
    metadata.completed = Date.now()
    chat.publishWithMetadata('completed')
  } else if (metadata.completed === false) {
    metadata.cancelled = Date.now()
    chat.publishWithMetadata('cancelled')
  }
  chat.store.remove(storeKeys.metadata)
}

const FILE_ALERTS: Record<string, WindowAlert> = {
  'pureengage-v3-rest-INVALID_FILE_TYPE': 'file-type',
  'pureengage-v3-rest-LIMIT_FILE_SIZE': 'file-size',
  'pureengage-v3-rest-LIMIT_FILE_COUNT': 'file-count',
}

/** The alert for an error about a file; `undefined` for any other. */
function fileAlert({ errors }: EventData): WindowAlert | undefined {
  const [first] = (errors ?? []) as { code?: unknown }[]
  return FILE_ALERTS[String(first?.code)]
}

function showMessages(chat: ChatWindow, data: EventData): void {
  const { inner } = chat
  const messages = (data.messages ?? []) as ShownMessage[]
  const originals = (data.originalMessages ?? []) as WireMessage[]
  const unread = !data.restoring && !inner.restoring && messages.length > 1
  messages.forEach((message, key) => {
    const original = originals[key]
    if (!original) return
    const isCustomers = message.from?.type === 'Client' && participantNews(message) !== undefined
    if (isCustomers && inner.joinedShown) return
    if (isCustomers) {
      inner.joinedShown = true
      inner.endedShown = false
      chat.change({ form: {} })
    }
    const entry = entryFor(message, original, {
      key,
      length: messages.length,
      isUnreadMessage: unread && key === 0,
    })
    if (entry) chat.add(entry)
  })
  inner.restoring = false
}
