import { forgetChat } from './forgetChat.ts'
import { changeSettings, getSettings, onSettings } from './settings.ts'
import { fromQuery, toQuery } from './settingsUrl.ts'

const KIND = ['platform', 'transport', 'mode'] as const

/** Takes the settings of the page's address, and keeps the address up to date, so that it can be sent to somebody else. */
export function syncUrl(): void {
  const linked = fromQuery(new URLSearchParams(location.search))
  if (linked) {
    const before = getSettings()
    // A chat of another kind cannot be resumed.
    if (KIND.some((part) => linked[part] !== before[part])) forgetChat()
    changeSettings(linked)
  }
  show()
  onSettings(show)
}

function show(): void {
  const query = toQuery(getSettings()).toString()
  const address = `${location.pathname}${query && `?${query}`}${location.hash}`
  if (address !== location.pathname + location.search + location.hash) history.replaceState(null, '', address)
}
