import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenWidget, startWidget, type WidgetOptions } from '../chromium/startWidget.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'

export { launchBrowser } from '../chromium/startWidget.ts'

export type RealWidget = OpenWidget
export type RealWidgetOptions = WidgetOptions

/** The folder with a licensed Genesys Widgets distribution, or undefined. */
const widgetsFolder: string | undefined = process.env.GENESYS_WIDGETS_DIR || undefined

/** Why the tests against the real widget do not run, or undefined when they do. */
export const whySkipped: string | undefined =
  widgetsFolder === undefined
    ? 'GENESYS_WIDGETS_DIR is not set'
    : existsSync(join(widgetsFolder, 'cxbus.min.js'))
      ? undefined
      : `GENESYS_WIDGETS_DIR: there is no cxbus.min.js in ${widgetsFolder}`

/** The vendor's widget. */
export const realWidget: WidgetKind = {
  name: 'the real widget',
  isVendors: true,
  parts: {
    window: '.cx-webchat',
    minimized: '.cx-webchat.cx-minimized',
    input: '.cx-webchat .cx-message-input',
    // The widget disables its input without setting `disabled`.
    inputOff: '.cx-webchat .cx-message-input[aria-hidden="true"]',
    // The widget keeps a copy of everything for screen readers. The transcript itself has it once.
    transcript: '.cx-webchat .cx-transcript',
    texts: '.cx-webchat .cx-transcript .cx-message-text',
    injected: '.cx-webchat .cx-transcript .cx-message.cx-injected .cx-message-text',
    file: '.cx-webchat input[type=file]',
    overlay: '.cx-webchat .cx-overlay.cx-dynamic',
  },
  prepare: async () => ({ folders: foldersOfTheVendor(), remove: async () => {} }),
  styles: ['/widgets/widgets.min.css'],
  scripts: (_options, subscribe) => [
    '<script src="/widgets/cxbus.min.js"></script>',
    `<script>
      ${subscribe}
      CXBus.configure({ pluginsPath: '/widgets/plugins/' });
      CXBus.loadPlugin('widgets-core');
    </script>`,
  ],
}

function foldersOfTheVendor(): Record<string, string> {
  if (whySkipped || !widgetsFolder) throw new Error(whySkipped)
  return { '/widgets/': widgetsFolder }
}

/**
 * Starts everything that a test against the real widget needs.
 *
 * @throws when GENESYS_WIDGETS_DIR names no distribution: skip the test with {@link whySkipped} instead
 * @example
 * const widget = await startRealWidget({ mode: 'async' })
 * const chat = await widget.startChat()
 * await chat.join('Anna')
 * await widget.waitFor('WebChatService.agentConnected', { since: 0 })
 * await widget.close()
 */
export async function startRealWidget(options: WidgetOptions): Promise<OpenWidget> {
  return startWidget(realWidget, foldersOfTheVendor(), options)
}
