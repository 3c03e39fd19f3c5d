import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
// From the library's README: the test puts it here.
import App from './App'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
