import '@fontsource-variable/figtree/index.css'
import '@fontsource-variable/fraunces/index.css'
import 'react-genesys-chat-lifecycle/styles.css'
import '../shared/base.css'
import './customer.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getSettings } from '../shared/settings.ts'
import { bootWidget } from './bootWidget.ts'
import { GuardedPage } from './GuardedPage.tsx'

bootWidget(getSettings())

const root = document.getElementById('root')
if (root === null) throw new Error('customer.html has no #root')
createRoot(root).render(
  <StrictMode>
    <GuardedPage />
  </StrictMode>,
)
