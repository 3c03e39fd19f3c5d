import type { CommandCall } from '../bus/types.ts'
import { storeKeys } from '../page/widgetStore.ts'
import { type ChatWindow, SERVICE } from './chatWindow.ts'
import type { InjectedBubble } from './transcript.ts'
import type { Overlay } from './windowState.ts'

const NOT_OPEN = 'WebChat is not currently open. Ignoring command.'
const ALREADY_OPEN = 'Chat is already open. Ignoring invite command.'
const NO_BUTTON = 'Chat button is not enabled in the configuration, or already visible. Ignoring command.'

/** The commands of WebChat. */
export function registerWindowCommands(chat: ChatWindow): void {
  const { plugin, inner, view, store } = chat

  const on = (name: string, handler: (call: CommandCall) => void): void => {
    plugin.registerCommand(name, handler)
  }

  on('open', (call) => {
    store.set(storeKeys.open, 'true')
    const capabilities = plugin.data(`${SERVICE}.capabilities`) as { async?: boolean } | undefined
    if (view.open) {
      call.deferred.reject('already opened')
    } else if (call.data.restoring) {
      chat.open(call)
    } else if (!inner.restoredClosed && capabilities?.async) {
      plugin
        .command(`${SERVICE}.asyncRestore`)
        .done(() => call.deferred.resolve())
        .fail(() => chat.open(call))
    } else {
      // Settles only when the restore is refused. Otherwise `restored` opens the window by a command of its own.
      plugin.command(`${SERVICE}.restore`).fail(() => chat.open(call))
    }
  })

  on('close', ({ deferred }) => {
    const halfFilled = Object.values(view.form).some((value) => value !== '')
    if (inner.joinedShown || inner.endedShown || !halfFilled) {
      chat.close(deferred)
      return
    }
    if (view.minimized) plugin.command('minimize')
    inner.closeCall = deferred
    chat.change({ dialog: 'close' })
  })

  on('minimize', ({ data, deferred }) => {
    const minimized = typeof data.minimized === 'boolean' ? data.minimized : !view.minimized
    chat.change({ minimized })
    plugin.publish(minimized ? 'minimized' : 'unminimized')
    if (view.inputEnabled) store.set(storeKeys.minimized, String(minimized))
    deferred.resolve()
  })

  on('endChat', ({ deferred }) => {
    if (!view.inputEnabled) {
      deferred.reject('there is no active chat session to end')
      return
    }
    plugin.command(`${SERVICE}.endChat`)
    deferred.resolve()
  })

  on('injectMessage', ({ data, deferred }) => {
    if (view.open && (inner.joinedShown || inner.endedShown)) deferred.resolve(inject(chat, data))
    else deferred.reject('No chat session to inject into.')
  })

  on('showOverlay', (call) =>
    changeOverlay(chat, call, () => ({
      html: call.data.html || '',
      mode: typeof call.data.mode === 'string' ? call.data.mode : 'fill',
      hideFooter: call.data.hideFooter === true,
      visible: true,
    })),
  )
  on('hideOverlay', (call) =>
    changeOverlay(
      chat,
      call,
      (before) => before && { ...before, html: call.data.html ?? before.html, visible: false },
    ),
  )

  on('showChatButton', ({ deferred }) => deferred.reject(NO_BUTTON))
  on('hideChatButton', ({ deferred }) => deferred.reject('Chat button is already hidden. Ignoring command.'))
  // Invitations belong to a plugin that is not modelled: the command stays pending.
  for (const name of ['invite', 'reInvite']) {
    on(name, ({ deferred }) => view.open && deferred.reject(ALREADY_OPEN))
  }

  on('hide', ({ deferred }) => {
    if (view.open && !view.hidden) {
      chat.change({ hidden: true })
      deferred.resolve()
    } else {
      deferred.reject('WebChat is not open or is already hidden.')
    }
  })
  on('show', ({ deferred }) => {
    if (view.open && view.hidden) {
      chat.change({ hidden: false })
      deferred.resolve()
    } else {
      deferred.reject('WebChat is not open or is already showing.')
    }
  })
  on('configure', ({ deferred }) => deferred.resolve())
}

function inject(chat: ChatWindow, data: Record<string, unknown>): unknown {
  const type = String(data.type ?? 'text').toLowerCase()
  if (type !== 'text' && type !== 'html') return false
  if (type === 'text' && typeof data.text !== 'string') return false
  return chat.add({
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

function changeOverlay(
  chat: ChatWindow,
  { data, deferred }: CommandCall,
  next: (before: Overlay | undefined) => Overlay | undefined,
): void {
  if (!chat.view.open) {
    deferred.reject(NOT_OPEN)
    return
  }
  if (data.static === true) chat.change({ staticOverlay: next(chat.view.staticOverlay) })
  else chat.change({ overlay: next(chat.view.overlay) })
  deferred.resolve()
}
