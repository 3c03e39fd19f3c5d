'use client'

import * as React from 'react'
import type { Chat } from '../chat/chat.ts'

const SEPARATOR = ','
const none = (): string => ''

/** The languages of the page and of the vendor's window, the most important first. Re-renders when one of them changes. */
export function useLanguages(chat: Chat): readonly string[] {
  const subscribe = React.useCallback(
    (notify: () => void) => {
      const observer = new MutationObserver(notify)
      observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] })
      const off = chat.platform.onLanguage(notify)
      return () => {
        observer.disconnect()
        off()
      }
    },
    [chat],
  )
  const languages = React.useSyncExternalStore(subscribe, () => chat.languages.join(SEPARATOR), none)
  return languages.split(SEPARATOR)
}
