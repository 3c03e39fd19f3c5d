import { useEffect } from 'react'
import { ChatEndGuard, GenesysChatProvider, useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { de } from 'react-genesys-chat-lifecycle/locales'
import { createTestBus } from 'react-genesys-chat-lifecycle/testing'
import 'react-genesys-chat-lifecycle/styles.css'

/** A stand-in for the widget's script: puts a bus on the page. */
function Phase() {
  const phase = useGenesysChatLifecycle((chat) => chat.phase)
  useEffect(() => {
    const testBus = createTestBus({ async: true })
    testBus.install(window)
    testBus.start()
    Object.assign(window, { testBus })
  }, [])
  return <p>The chat is {phase}.</p>
}

export function Chat() {
  return (
    <GenesysChatProvider>
      <p lang="de">{de.dismiss}</p>
      <Phase />
      <ChatEndGuard noticePlacement="page" notice="Closed by the agent." />
    </GenesysChatProvider>
  )
}
