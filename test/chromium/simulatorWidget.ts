import { fileURLToPath } from 'node:url'
import { buildScript } from './buildScript.ts'
import type { WidgetKind } from './widgetKind.ts'

const entry = fileURLToPath(new URL('./simulatorPage.ts', import.meta.url))

/** The simulator's widget, on a page with the vendor's configuration. */
export const simulatorWidget: WidgetKind = {
  name: "the simulator's widget",
  isVendors: false,
  parts: {
    window: '.gsim-window',
    minimized: '.gsim-window.gsim-minimized',
    input: '.gsim-input',
    inputOff: '.gsim-input:disabled',
    transcript: '.gsim-transcript',
    texts: '.gsim-transcript :is(.gsim-bubble, .gsim-line)',
    injected: '.gsim-transcript .gsim-injected .gsim-bubble',
    file: '.gsim-file',
    overlay: '.gsim-overlay',
  },
  async prepare() {
    const { folder, remove } = await buildScript(entry, 'simulator')
    return { folders: { '/simulator/': folder }, remove }
  },
  styles: ['/simulator/simulator.css'],
  scripts: (_options, subscribe) => [
    '<script src="/simulator/simulator.js"></script>',
    `<script>${subscribe}</script>`,
  ],
}
