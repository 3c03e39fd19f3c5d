import '@fontsource-variable/figtree/index.css'
import '../shared/base.css'
import './shell.css'
import '../desk/desk.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepFocus } from '../shared/keepFocus.ts'
import { syncUrl } from '../shared/syncUrl.ts'
import { WidgetPage } from './WidgetPage.tsx'

syncUrl()
keepFocus()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <WidgetPage />
  </StrictMode>,
)
