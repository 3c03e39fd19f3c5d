'use client'

import { useEffect } from 'react'
import { useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { createTestBus } from 'react-genesys-chat-lifecycle/testing'

/** Stands for the widget's script: a bus comes onto the page, and the agent closes a segment. */
export function Phase() {
  const phase = useGenesysChatLifecycle((chat) => chat.phase)
  useEffect(() => {
    const testBus = createTestBus({ async: true })
    testBus.install(window)
    testBus.start()
    Object.assign(window, { testBus })
  }, [])
  return <p>The chat is {phase}.</p>
}
