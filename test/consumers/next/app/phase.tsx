'use client'

import { useEffect } from 'react'
import { useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { createTestBus } from 'react-genesys-chat-lifecycle/testing'

/** A stand-in for the widget's script: puts a bus on the page. */
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
