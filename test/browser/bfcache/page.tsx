import { StrictMode, useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { ChatEndGuard, GenesysChatProvider, useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'
import { createTestBus } from 'react-genesys-chat-lifecycle/testing'

// A page that is left while a countdown runs, and comes back out of the browser's cache, or not.

const testBus = createTestBus()
const seen: string[] = []

function Watch() {
  const phase = useGenesysChatLifecycle((chat) => chat.phase)
  useLayoutEffect(() => {
    seen.push(phase)
  }, [phase])
  return null
}

const report = (): Promise<Response> =>
  fetch('/told/page', {
    method: 'POST',
    body: JSON.stringify({
      seen,
      ends: testBus.commandsNamed('WebChatService.endChat').length,
      subscribed: testBus.subscriberCount('WebChatService.messageReceived'),
      timer: document.querySelector('[role=timer]') !== null,
    }),
  })

addEventListener('pagehide', ({ persisted }) => seen.push(`hidden, kept: ${persisted}`))
addEventListener('pageshow', async ({ persisted }) => {
  if (!persisted && !sessionStorage.leftPage) return
  seen.push(persisted ? 'shown again' : 'made anew')
  await testBus.settle()
  await report()
})

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <StrictMode>
    <GenesysChatProvider bus={testBus.bus}>
      <Watch />
      <ChatEndGuard endDelayMs={1_500} noticePlacement="page" />
    </GenesysChatProvider>
  </StrictMode>,
)
testBus.start()
await testBus.settle()
testBus.customer.open()
await testBus.settle()
testBus.agent.join()
await testBus.settle()
testBus.agent.setState('Completed')
await testBus.settle()
seen.push(document.querySelector('[role=timer]') ? 'counting' : 'not counting')
sessionStorage.leftPage = 'yes'
const link = document.body.appendChild(document.createElement('a'))
link.href = '/elsewhere/2500'
link.textContent = 'Leave'
if (!location.search) location.href = link.href
