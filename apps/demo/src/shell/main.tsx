import '@fontsource-variable/figtree/index.css'
import '../shared/base.css'
import './shell.css'
import '../desk/desk.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WidgetPage } from './WidgetPage.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <WidgetPage />
  </StrictMode>,
)
