import type { MessengerPlugin } from 'genesys-models/messenger'
import type { ToastContent } from '../window/toastView.ts'

interface ToasterOptions {
  readonly plugin: MessengerPlugin
  readonly show: (toast: ToastContent, onAnswer: (isAccepted: boolean) => void) => void
  readonly hide: () => void
}

/** The plugin Toaster: a small invitation. */
export function registerToaster({ plugin, show, hide }: ToasterOptions): void {
  let isOpen = false
  const close = () => {
    if (!isOpen) return
    isOpen = false
    hide()
    plugin.publish('closed')
  }
  plugin.registerCommand('open', ({ data, resolve }) => {
    isOpen = true
    show(data as ToastContent, (isAccepted) => {
      plugin.publish(isAccepted ? 'accepted' : 'declined')
      close()
    })
    plugin.publish('opened')
    resolve()
  })
  plugin.registerCommand('close', ({ resolve }) => {
    close()
    resolve()
  })
  plugin.republish('ready')
  plugin.ready()
}
