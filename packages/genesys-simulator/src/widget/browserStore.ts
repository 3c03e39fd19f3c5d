import { storeKeys, type WidgetStore } from 'genesys-models/widget'

/** Creates a store like the real widget's: cookies, which all tabs share, and `localStorage` for the flag of a running poll. */
export function createBrowserStore(page: Pick<Window, 'document' | 'localStorage'> = window): WidgetStore {
  const { document, localStorage } = page
  const setCookie = (key: string, rest: string): void => {
    document.cookie = `${encodeURIComponent(key)}=${rest}; path=/; SameSite=Lax`
  }
  return {
    get(key) {
      if (key === storeKeys.polling) return localStorage.getItem(key) ?? undefined
      const start = `${encodeURIComponent(key)}=`
      const pair = document.cookie.split('; ').find((entry) => entry.startsWith(start))
      return pair === undefined ? undefined : decodeURIComponent(pair.slice(start.length))
    },
    set(key, value) {
      if (key === storeKeys.polling) localStorage.setItem(key, value)
      else setCookie(key, encodeURIComponent(value))
    },
    remove(key) {
      if (key === storeKeys.polling) localStorage.removeItem(key)
      else setCookie(key, '; max-age=0')
    },
  }
}
