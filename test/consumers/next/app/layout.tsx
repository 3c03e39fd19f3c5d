import type { ReactNode } from 'react'
import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import 'react-genesys-chat-lifecycle/styles.css'

// Without an icon there is no request for one.
export const metadata = { icons: { icon: 'data:,' } }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <GenesysChatProvider>
          {children}
          <ChatEndGuard noticePlacement="page" notice="Closed by the agent." />
        </GenesysChatProvider>
      </body>
    </html>
  )
}
