import { storeKeys, type WidgetStore } from 'react-genesys-chat-lifecycle/testing'

/**
 * Keeps what outlives a page where the real widget keeps it: in the site's cookies, which all tabs share, and the flag
 * of the running poll in `localStorage`.
 */
export function createBrowserStore(page: Pick<Window, 'document' | 'localStorage'> = window): WidgetStore {
  const { document, localStorage } = page
  return {
    get(key) {
      if (key === storeKeys.polling) return localStorage.getItem(key) ?? undefined
      const start = `${encodeURIComponent(key)}=`
      const pair = document.cookie.split('; ').find((entry) => entry.startsWith(start))
      return pair === undefined ? undefined : decodeURIComponent(pair.slice(start.length))
    },
    set(key, value) {
      if (key === storeKeys.polling) localStorage.setItem(key, value)
      // biome-ignore lint/suspicious/noDocumentCookie: the vendor's cookies, synchronously and as the vendor writes them
      else document.cookie = `${encodeURIComponent(key)}=${encodeURIComponent(value)}; path=/; SameSite=Lax`
    },
    remove(key) {
      if (key === storeKeys.polling) localStorage.removeItem(key)
      // biome-ignore lint/suspicious/noDocumentCookie: as above
      else document.cookie = `${encodeURIComponent(key)}=; path=/; max-age=0`
    },
  }
}
