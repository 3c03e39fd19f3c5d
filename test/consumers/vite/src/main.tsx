import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
// The test writes it from the library's README.
import App from './App'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
