import '@fontsource-variable/figtree/index.css'
import '../shared/base.css'
import '../shell/shell.css'
import '../desk/desk.css'
import './compare.css'
import { createRoot } from 'react-dom/client'
import { keepFocus } from '../shared/keepFocus.ts'
import { ComparePage } from './ComparePage.tsx'

keepFocus()

const root = document.getElementById('root')
if (root === null) throw new Error('compare.html has no #root')
createRoot(root).render(<ComparePage />)
