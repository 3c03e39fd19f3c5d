import type { MessengerCall, MessengerPlugin } from 'genesys-models/messenger'

interface LauncherOptions {
  readonly plugin: MessengerPlugin
  readonly visibility: 'On' | 'Off' | 'OnDemand'
  readonly show: (isVisible: boolean) => void
}

/** The plugin Launcher: the button in the corner of the page. */
export function registerLauncher({ plugin, visibility, show }: LauncherOptions): void {
  const moving = (isVisible: boolean) => (call: MessengerCall) => {
    if (visibility !== 'OnDemand') {
      call.reject("Launcher's visibility must be OnDemand in your configuration.")
      return
    }
    show(isVisible)
    plugin.publish(isVisible ? 'visible' : 'hidden')
    call.resolve()
  }
  plugin.registerCommand('show', moving(true))
  plugin.registerCommand('hide', moving(false))
  plugin.republish('ready')
  plugin.ready()
  show(visibility === 'On')
  if (visibility === 'On') plugin.publish('visible')
}
