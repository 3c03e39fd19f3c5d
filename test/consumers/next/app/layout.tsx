import type { ReactNode } from 'react'
import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import 'react-genesys-chat-lifecycle/styles.css'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <GenesysChatProvider>
          {children}
          <ChatEndGuard render="page" notice="Closed by the agent." />
        </GenesysChatProvider>
      </body>
    </html>
  )
}
