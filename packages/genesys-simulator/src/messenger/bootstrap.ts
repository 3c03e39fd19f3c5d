import type { GenesysWindow } from 'genesys-models/messenger'
import { browserNetwork } from './networkLink.ts'
import { readSnippet } from './readSnippet.ts'
import { startMessenger } from './startMessenger.ts'

// The script that stands in for the vendor's genesys.min.js. The snippet loads it.
const snippet = readSnippet(document, window as GenesysWindow)
if (snippet) {
  startMessenger({ ...snippet, target: window as GenesysWindow, network: browserNetwork })
}
