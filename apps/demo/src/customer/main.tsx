import '@fontsource-variable/figtree/index.css'
import '@fontsource-variable/fraunces/index.css'
import '../shared/base.css'
import './customer.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getSettings } from '../shared/settings.ts'
import { CustomerPage } from './CustomerPage.tsx'
import { loadRealWidget, realWidgetUrl } from './realWidget.ts'
import { widgetConfig } from './widgetConfig.ts'

const settings = getSettings()
;(window as { _genesys?: unknown })._genesys = { widgets: widgetConfig(settings.mode) }
const real = realWidgetUrl()
if (real) void loadRealWidget(real)

const root = document.getElementById('root')
if (root === null) throw new Error('customer.html has no #root')
createRoot(root).render(
  <StrictMode>
    <CustomerPage />
  </StrictMode>,
)
