import '@fontsource-variable/figtree/index.css'
import '@fontsource-variable/fraunces/index.css'
import '../shared/base.css'
import '../shell/shell.css'
import '../desk/desk.css'
import './custom.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { bootWidget } from '../customer/bootWidget.ts'
import { keepFocus } from '../shared/keepFocus.ts'
import { getSettings } from '../shared/settings.ts'
import { syncUrl } from '../shared/syncUrl.ts'
import { CustomPage } from './CustomPage.tsx'

syncUrl()
keepFocus()
bootWidget(getSettings(), { headless: true })

const root = document.getElementById('root')
if (root === null) throw new Error('custom.html has no #root')
createRoot(root).render(
  <StrictMode>
    <CustomPage />
  </StrictMode>,
)
