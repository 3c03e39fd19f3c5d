import type { BusEnvelope, CXBusCommandCall } from '../bus/types.ts'
import type { ModelPlugin } from './cxbus.ts'
import { storeKeys, type WidgetStore } from './widgetStore.ts'
import { emptyMetadata, readMetadata, snapshotMetadata, type WindowMetadata } from './window/metadata.ts'
import {
  type AddedMessage,
  entryFor,
  type InjectedBubble,
  participantNews,
  showEntry,
  type TranscriptEntry,
} from './window/transcript.ts'
import { blankWindow, createWindowState, type WindowAlert, type WindowState } from './window/windowState.ts'
import type { ShapedMessage, WireMessage } from './wire.ts'

/** What {@link installWebChat} takes. */
export interface WebChatOptions {
  /** One long session of many segments. */
  async: boolean
  store: WidgetStore
  /** How long after `App.ready` it is ready, in milliseconds. */
  readyMs: number
  /** How long the window takes to close, in milliseconds. The vendor's animation takes 500. */
  closeMs: number
  /** Identifies the chat in the metadata. */
  createId(): string
}

/** The customer's side of the window: what a hand can do to it. A view calls these, and so do tests. */
export interface WebChatWindow {
  /** A new object after each change. */
  readonly state: Readonly<WindowState>
  /** `injectMessage`'s texts that are in the transcript now. */
  readonly notices: string[]
  /** Runs after each change. Returns what takes the listener off again. */
  onChange(listener: () => void): () => void
  /** Puts text into the input. */
  setDraft(text: string): void
  /** A key pressed in the input. */
  typeKey(): void
  /** Sends `text`, else what is in the input. The input is cleared, whatever becomes of the message. */
  send(text?: string): void
  fillForm(fields: Record<string, string>): void
  submitForm(): void
  pressMinimize(): void
  /** The cross: asks first while a chat is on. */
  pressClose(): void
  /** Says yes to `state.dialog`. */
  confirmDialog(): void
  cancelDialog(): void
  dismissAlert(): void
}

const EVENTS = 'ready opened closed minimized unminimized cancelled completed messageAdded submitted'.split(
  ' ',
)
const SERVICE = 'WebChatService'
const NOT_OPEN = 'WebChat is not currently open. Ignoring command.'
/** The longest text the input takes. */
const MAX_LENGTH = 500

/**
 * Brings WebChat onto a bus: the window without its pixels.
 *
 * @example
 * const plugin = bus.registerPlugin('WebChat')
 * if (plugin) {
 *   const chatWindow = installWebChat(plugin, { async: false, store, readyMs: 0, closeMs: 0, createId })
 *   chatWindow.onChange(() => draw(chatWindow.state))
 * }
 *
 * @see docs/real-widget.md, "WebChat"
 */
export function installWebChat(plugin: ModelPlugin, options: WebChatOptions): WebChatWindow {
  const { store } = options
  const inner = createWindowState(options.async)
  const { view } = inner
  const listeners = new Set<() => void>()
  let shown: Readonly<WindowState> = { ...view }

  function changed(change: Partial<WindowState> = {}): void {
    Object.assign(view, change)
    shown = { ...view }
    for (const listener of listeners) listener()
  }

  function keepMetadata(): WindowMetadata {
    const metadata = snapshotMetadata(inner.metadata)
    store.set(storeKeys.metadata, JSON.stringify({ ...metadata, form: {} }))
    plugin.data('metadata', metadata)
    return metadata
  }

  function publishWithMetadata(event: string): void {
    plugin.publish(event, keepMetadata())
  }

  function setOpen(open: boolean): void {
    changed({ open })
    plugin.data('open', open)
    store.set(storeKeys.open, String(open))
  }

  function add(message: AddedMessage): TranscriptEntry {
    const { metadata } = inner
    const { isHtml, ...entry } = showEntry(message)
    const shownEntry = { ...entry, isHtml }
    if (entry.type === 'Client') metadata.userMessages += 1
    else if (entry.type === 'External' || entry.type === 'Bot') metadata.systemMessages += 1
    else if (entry.type === 'Agent' || entry.type === 'Supervisor') metadata.agentMessages += 1
    // Without a window there is no transcript: what arrives now is announced, and is never seen.
    if (inner.built) changed({ transcript: [...view.transcript, shownEntry] })
    const rawIndex = entry.originalMessage?.index
    plugin.publish('messageAdded', {
      data: entry,
      message: entry,
      originalMessage: entry.originalMessage,
      index: entry.index,
      id: `cx-chat-index-${rawIndex || entry.index}`,
    })
    return shownEntry
  }

  function on(name: string, handler: (call: CXBusCommandCall) => void): void {
    plugin.registerCommand(name, handler)
  }

  function hear(event: string, callback: (data: Record<string, unknown>) => void): void {
    plugin.subscribe(`${SERVICE}.${event}`, (envelope: BusEnvelope) =>
      callback(envelope.data as Record<string, unknown>),
    )
  }

  function openWindow(call: CXBusCommandCall): void {
    const { data } = call
    if (!data.restoring && !inner.restoredClosed) {
      inner.joinedShown = false
      inner.endedShown = false
      inner.restoring = false
      inner.metadata = emptyMetadata()
      changed({ inputEnabled: false })
    }
    inner.built = true
    inner.metadata.id ??= typeof data.id === 'string' ? data.id : options.createId()
    changed({ view: data.form === false || inner.restoredClosed ? 'transcript' : 'form' })
    // The vendor docks the window through another plugin: one turn of the bus.
    setTimeout(() => {
      if (data.minimized === true) plugin.command('minimize', { minimized: true })
      setOpen(true)
      if (typeof data.form === 'object' && data.form !== null) {
        const { autoSubmit, ...fields } = data.form as Record<string, unknown>
        inner.metadata.prefilled = true
        changed({ form: toFormFields(fields) })
        if (autoSubmit === true) {
          inner.metadata.autoSubmitted = true
          submit({ userData: data.userData ?? {} })
        }
      }
      inner.metadata.opened ||= Date.now()
      publishWithMetadata('opened')
      call.deferred.resolve()
    }, 0)
  }

  function submit(given: Record<string, unknown>): void {
    plugin.command(`${SERVICE}.restore`).fail(() => {
      inner.metadata.form = { ...view.form }
      publishWithMetadata('submitted')
      const { firstname, lastname, email, subject, nickname, ...userData } = view.form
      const named = Object.entries({ firstname, lastname, email, subject, nickname })
      const reserved = Object.fromEntries(named.filter(([, value]) => value !== undefined))
      plugin
        .command(`${SERVICE}.startChat`, {
          ...reserved,
          userData: { ...((given.userData as object) ?? {}), ...userData },
          async: inner.async,
          form: { ...view.form },
        })
        .fail(() => {
          inner.metadata.rejected = Date.now()
          publishWithMetadata('rejected')
        })
    })
  }

  function closeWindow(call: CXBusCommandCall): void {
    if (!view.open) {
      call.deferred.reject('already closed')
      return
    }
    setTimeout(() => {
      inner.built = false
      view.closing = false
      blankWindow(view)
      changed()
      call.deferred.resolve()
      const { metadata } = inner
      if (metadata.started === false && metadata.completed === false) {
        metadata.cancelled = Date.now()
        publishWithMetadata('cancelled')
      }
      metadata.closed = Date.now()
      publishWithMetadata('closed')
      inner.metadata = emptyMetadata()
      // A regular chat that is alive is restored, and with it the window comes back.
      if (!inner.async) plugin.command(`${SERVICE}.restore`)
    }, options.closeMs)
    view.closing = true
    setOpen(false)
  }

  function minimize(minimized: boolean | undefined): void {
    const next = minimized ?? !view.minimized
    changed({ minimized: next })
    plugin.publish(next ? 'minimized' : 'unminimized')
    if (view.inputEnabled) store.set(storeKeys.minimized, String(next))
  }

  function inject(data: Record<string, unknown>): unknown {
    const type = String(data.type ?? 'text').toLowerCase()
    if ((type !== 'text' && type !== 'html') || (type === 'text' && typeof data.text !== 'string'))
      return false
    return add({
      name: data.name as string | undefined,
      text: String(data.text),
      type: 'injected',
      timestamp: Date.now(),
      bHTML: type === 'html',
      bCustom: Boolean(data.custom),
      bubble: (data.bubble as InjectedBubble | undefined) ?? { direction: 'none', radius: 10, avatar: false },
      restoring: false,
    })
  }

  function overlay(
    call: CXBusCommandCall,
    change: (before: WindowState['overlay']) => WindowState['overlay'],
  ): void {
    if (!view.open) {
      call.deferred.reject(NOT_OPEN)
      return
    }
    if (call.data.static === true) changed({ staticOverlay: change(view.staticOverlay) })
    else changed({ overlay: change(view.overlay) })
    call.deferred.resolve()
  }

  function registerCommands(): void {
    on('open', (call) => {
      store.set(storeKeys.open, 'true')
      const capabilities = plugin.data(`${SERVICE}.capabilities`) as { async?: boolean } | undefined
      if (view.open) {
        call.deferred.reject('already opened')
      } else if (call.data.restoring) {
        openWindow(call)
      } else if (!inner.restoredClosed && capabilities?.async) {
        plugin
          .command(`${SERVICE}.asyncRestore`)
          .done(() => call.deferred.resolve())
          .fail(() => openWindow(call))
      } else {
        // Settles only when there is nothing to restore; else `restored` opens the window by a command of its own.
        plugin.command(`${SERVICE}.restore`).fail(() => openWindow(call))
      }
    })
    on('close', (call) => {
      const halfFilled = Object.values(view.form).some((value) => value !== '')
      if (inner.joinedShown || inner.endedShown || !halfFilled) {
        closeWindow(call)
        return
      }
      if (view.minimized) plugin.command('minimize')
      inner.closeCall = call.deferred as typeof inner.closeCall
      changed({ dialog: 'close' })
    })
    on('minimize', (call) => {
      const { minimized } = call.data
      minimize(typeof minimized === 'boolean' ? minimized : undefined)
      call.deferred.resolve()
    })
    on('endChat', (call) => {
      if (!view.inputEnabled) {
        call.deferred.reject('there is no active chat session to end')
        return
      }
      plugin.command(`${SERVICE}.endChat`)
      call.deferred.resolve()
    })
    on('injectMessage', (call) => {
      if (view.open && (inner.joinedShown || inner.endedShown)) call.deferred.resolve(inject(call.data))
      else call.deferred.reject('No chat session to inject into.')
    })
    on('showOverlay', (call) =>
      overlay(call, () => ({
        html: call.data.html || '',
        mode: typeof call.data.mode === 'string' ? call.data.mode : 'fill',
        hideFooter: call.data.hideFooter === true,
        visible: true,
      })),
    )
    on('hideOverlay', (call) =>
      overlay(call, (before) => before && { ...before, html: call.data.html ?? before.html, visible: false }),
    )
    on('showChatButton', (call) =>
      call.deferred.reject(
        'Chat button is not enabled in the configuration, or already visible. Ignoring command.',
      ),
    )
    on('hideChatButton', (call) => call.deferred.reject('Chat button is already hidden. Ignoring command.'))
    on('invite', (call) => {
      if (view.open) call.deferred.reject('Chat is already open. Ignoring invite command.')
    })
    on('reInvite', (call) => {
      if (view.open) call.deferred.reject('Chat is already open. Ignoring invite command.')
    })
    on('hide', (call) => {
      if (view.open && !view.hidden) {
        changed({ hidden: true })
        call.deferred.resolve()
      } else {
        call.deferred.reject('WebChat is not open or is already hidden.')
      }
    })
    on('show', (call) => {
      if (view.open && view.hidden) {
        changed({ hidden: false })
        call.deferred.resolve()
      } else {
        call.deferred.reject('WebChat is not open or is already showing.')
      }
    })
    on('configure', (call) => call.deferred.resolve())
  }

  function hearService(): void {
    hear('started', () => {
      plugin.command('App.registerAutoLoad')
      inner.joinedShown = false
      inner.endedShown = false
      changed({ inputEnabled: true, view: 'transcript' })
      if (inner.metadata.started === false) {
        inner.metadata.started = Date.now()
        publishWithMetadata('started')
      }
    })
    hear('messageReceived', (data) => {
      const messages = (data.messages ?? []) as ShapedMessage[]
      const originals = (data.originalMessages ?? []) as WireMessage[]
      const unread = !data.restoring && !inner.restoring && messages.length > 1
      messages.forEach((message, key) => {
        const original = originals[key]
        if (!original) return
        const place = { key, length: messages.length, isUnreadMessage: unread && key === 0 }
        const own = message.from?.type === 'Client' && participantNews(message) !== undefined
        if (own && inner.joinedShown) return
        if (own) {
          inner.joinedShown = true
          inner.endedShown = false
          changed({ form: {} })
        }
        const entry = entryFor(message, original, place)
        if (entry) add(entry)
      })
      inner.restoring = false
    })
    hear('restored', (data) => {
      plugin.command('App.registerAutoLoad')
      inner.restoring = true
      inner.async = data.async === true
      inner.built = true
      inner.metadata = readMetadata(store.get(storeKeys.metadata)) ?? inner.metadata
      changed({ inputEnabled: true })
      if (inner.async && store.get(storeKeys.open) !== 'true') {
        inner.restoredClosed = true
      } else if (view.open) {
        changed({ view: 'transcript' })
      } else {
        const minimized = store.get(storeKeys.minimized) === 'true'
        plugin.command('open', { restoring: true, form: false, minimized })
      }
    })
    hear('ended', () => {
      plugin.command('App.deregisterAutoLoad')
      inner.endedShown = true
      inner.restoredClosed = false
      changed({ inputEnabled: false, draft: '', agentTyping: false })
      add({ index: Date.now(), name: '', text: 'Chat Ended', type: 'External', timestamp: 0 })
      const { metadata } = inner
      if (metadata.agentReached !== false || metadata.botReached !== false) {
        metadata.completed = Date.now()
        publishWithMetadata('completed')
      } else if (metadata.completed === false) {
        metadata.cancelled = Date.now()
        publishWithMetadata('cancelled')
      }
      store.remove(storeKeys.metadata)
    })
    hear('agentConnected', (data) => {
      inner.metadata.agentReached = Date.now()
      inner.metadata.numAgents = Object.keys((data.agents as object) ?? {}).length
      keepMetadata()
    })
    hear('agentTypingStarted', () => changed({ agentTyping: true }))
    hear('agentTypingStopped', () => changed({ agentTyping: false }))
    hear('agentTypingTimeout', () => changed({ agentTyping: false }))
    hear('sessionLost', () => setAlert('session-lost'))
    hear('error', () => view.open && view.alert === undefined && setAlert('error'))
    hear('disconnected', () => setAlert('disconnected'))
    hear('reconnected', () => setAlert(undefined))
    hear('restoreFailed', () => {
      inner.metadata = readMetadata(store.get(storeKeys.metadata)) ?? inner.metadata
      inner.metadata.closed = Date.now()
      publishWithMetadata('closed')
      inner.metadata = emptyMetadata()
      store.remove(storeKeys.metadata)
      plugin.command('reInvite')
      store.remove(storeKeys.minimized)
    })
  }

  function setAlert(alert: WindowAlert | undefined): void {
    changed({ alert })
  }

  plugin.registerEvents(EVENTS)
  plugin.data('open', false)
  hearService()
  registerCommands()
  plugin.data('metadata', snapshotMetadata(inner.metadata))
  plugin.subscribe('App.closeAll', () => void plugin.command('close'))
  plugin.subscribe('App.ready', () => {
    if (options.readyMs === Infinity) return
    setTimeout(() => {
      plugin.command('configure', {})
      plugin.ready()
      plugin.republish('ready')
    }, options.readyMs)
  })

  return {
    get state() {
      return shown
    },
    get notices() {
      return view.transcript.filter((entry) => entry.type === 'injected').map((entry) => entry.text)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    setDraft: (draft) => changed({ draft }),
    typeKey: () => void plugin.command(`${SERVICE}.sendTyping`, { isTyping: true }),
    send(text) {
      if (!view.inputEnabled) return
      const message = (text ?? view.draft).slice(0, MAX_LENGTH).trim()
      if (message === '') return
      plugin.command(`${SERVICE}.sendMessage`, { message, type: 'text' })
      changed({ draft: '' })
    },
    fillForm: (fields) => changed({ form: { ...view.form, ...fields } }),
    submitForm: () => submit({}),
    pressMinimize: () => void plugin.command('minimize'),
    pressClose() {
      if (view.inputEnabled) changed({ dialog: 'end' })
      else plugin.command('close')
    },
    confirmDialog() {
      const { dialog } = view
      changed({ dialog: undefined })
      if (dialog === 'end') plugin.command(`${SERVICE}.endChat`)
      if (dialog === 'close' && inner.closeCall) {
        closeWindow({
          time: Date.now(),
          commander: 'WebChat',
          command: 'WebChat.close',
          data: {},
          deferred: inner.closeCall,
        })
      }
      inner.closeCall = undefined
    },
    cancelDialog() {
      inner.closeCall = undefined
      changed({ dialog: undefined })
    },
    dismissAlert: () => setAlert(undefined),
  }
}

function toFormFields(fields: Record<string, unknown>): Record<string, string> {
  const known = { firstname: '', lastname: '', email: '', subject: '' }
  return Object.fromEntries(
    Object.entries({ ...known, ...fields }).map(([name, value]) => [name, String(value ?? '')]),
  )
}
