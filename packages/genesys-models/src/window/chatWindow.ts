import type { CommandCall, ModelPlugin } from '../bus/types.ts'
import { storeKeys, type WidgetStore } from '../page/widgetStore.ts'
import { emptyMetadata, snapshotMetadata, type WindowMetadata } from './metadata.ts'
import { type AddedMessage, showEntry, type TranscriptEntry } from './transcript.ts'
import { blankWindow, createWindowState, type WindowInternals, type WindowState } from './windowState.ts'

/** What {@link installWebChat} takes. */
export interface WebChatOptions {
  /** One long session of many segments. */
  async: boolean
  store: WidgetStore
  /** How long after `App.ready` it is ready, in milliseconds. `Infinity`: never. */
  readyMs: number
  /** How long the window takes to close, in milliseconds. The vendor's animation takes 500. */
  closeMs: number
  /** Identifies the chat in the metadata. */
  createId(): string
}

export const SERVICE = 'WebChatService'

/** The window. Its commands, the service's events and the customer all act on it. */
export class ChatWindow {
  readonly plugin: ModelPlugin
  readonly store: WidgetStore
  readonly inner: WindowInternals
  readonly #options: WebChatOptions
  readonly #listeners = new Set<() => void>()
  #shown: Readonly<WindowState>

  constructor(plugin: ModelPlugin, options: WebChatOptions) {
    this.plugin = plugin
    this.store = options.store
    this.#options = options
    this.inner = createWindowState(options.async)
    this.#shown = { ...this.inner.view }
  }

  get shown(): Readonly<WindowState> {
    return this.#shown
  }

  get view(): WindowState {
    return this.inner.view
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  change(change: Partial<WindowState>): void {
    Object.assign(this.view, change)
    this.#shown = { ...this.view }
    for (const listener of this.#listeners) listener()
  }

  /** Saves the metadata for the bus and for the next page load. */
  keepMetadata(): WindowMetadata {
    const metadata = snapshotMetadata(this.inner.metadata)
    this.store.set(storeKeys.metadata, JSON.stringify({ ...metadata, form: {} }))
    this.plugin.data('metadata', metadata)
    return metadata
  }

  publishWithMetadata(event: string): void {
    this.plugin.publish(event, this.keepMetadata())
  }

  add(message: AddedMessage): TranscriptEntry {
    const shown = showEntry(message)
    const { isHtml: _, ...entry } = shown
    const { metadata } = this.inner
    if (entry.type === 'Client') metadata.userMessages += 1
    else if (entry.type === 'External' || entry.type === 'Bot') metadata.systemMessages += 1
    else if (entry.type === 'Agent' || entry.type === 'Supervisor') metadata.agentMessages += 1
    // Without a window there is no transcript. The event is published all the same.
    if (this.inner.built) this.change({ transcript: [...this.view.transcript, shown] })
    this.plugin.publish('messageAdded', {
      data: entry,
      message: entry,
      originalMessage: entry.originalMessage,
      index: entry.index,
      id: `cx-chat-index-${entry.originalMessage?.index || entry.index}`,
    })
    return shown
  }

  open({ data, deferred }: CommandCall): void {
    const { inner } = this
    if (!data.restoring && !inner.restoredClosed) {
      inner.joinedShown = false
      inner.endedShown = false
      inner.restoring = false
      inner.metadata = emptyMetadata()
      this.change({ inputEnabled: false })
    }
    inner.built = true
    inner.wasBuilt = true
    inner.metadata.id ??= typeof data.id === 'string' ? data.id : this.#options.createId()
    this.change({ view: data.form === false || inner.restoredClosed ? 'transcript' : 'form' })
    // The vendor docks the window through another plugin, which takes a turn of the bus.
    setTimeout(() => {
      if (data.minimized === true) this.plugin.command('minimize', { minimized: true })
      this.#setOpen(true)
      if (typeof data.form === 'object' && data.form !== null) {
        const { autoSubmit, ...fields } = data.form as Record<string, unknown>
        inner.metadata.prefilled = true
        this.change({ form: toFormFields(fields) })
        if (autoSubmit === true) {
          inner.metadata.autoSubmitted = true
          this.submit(data.userData as Record<string, unknown> | undefined)
        }
      }
      inner.metadata.opened ||= Date.now()
      this.publishWithMetadata('opened')
      deferred.resolve()
    }, 0)
  }

  /** Sends the form, unless there is a session to restore. */
  submit(givenUserData: Record<string, unknown> = {}): void {
    this.plugin.command(`${SERVICE}.restore`).fail(() => {
      const form = { ...this.view.form }
      this.inner.metadata.form = form
      this.publishWithMetadata('submitted')
      const { firstname, lastname, email, subject, nickname, ...userData } = form
      this.plugin
        .command(`${SERVICE}.startChat`, {
          ...{ firstname, lastname, email, subject, nickname },
          userData: { ...givenUserData, ...userData },
          async: this.inner.async,
          form,
        })
        .fail(() => {
          this.inner.metadata.rejected = Date.now()
          this.publishWithMetadata('rejected')
        })
    })
  }

  close(deferred: CommandCall['deferred']): void {
    if (!this.view.open) {
      deferred.reject('already closed')
      return
    }
    setTimeout(() => {
      this.inner.built = false
      blankWindow(this.view)
      this.change({ isClosing: false })
      deferred.resolve()
      const { metadata } = this.inner
      if (metadata.started === false && metadata.completed === false) {
        metadata.cancelled = Date.now()
        this.publishWithMetadata('cancelled')
      }
      metadata.closed = Date.now()
      this.publishWithMetadata('closed')
      this.inner.metadata = emptyMetadata()
      // A live regular chat is restored, which opens the window again.
      if (!this.inner.async) this.plugin.command(`${SERVICE}.restore`)
    }, this.#options.closeMs)
    this.view.isClosing = true
    this.#setOpen(false)
  }

  #setOpen(open: boolean): void {
    this.change({ open })
    this.plugin.data('open', open)
    this.store.set(storeKeys.open, String(open))
  }
}

function toFormFields(fields: Record<string, unknown>): Record<string, string> {
  const known = { firstname: '', lastname: '', email: '', subject: '' }
  return Object.fromEntries(
    Object.entries({ ...known, ...fields }).map(([name, value]) => [name, String(value ?? '')]),
  )
}
