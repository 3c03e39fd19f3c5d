import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const LIBRARY = 'packages/react-genesys-chat-lifecycle/src'

const SERVICES =
  'App|Common|WebChat|WebChatService|Messenger|MessagingService|Launcher|Auth|AuthProvider|Conversations|Database|Journey'
const VENDOR_NAMES = [
  // An event or a command, as in `WebChat.opened`; not a file, as in `App.tsx`.
  new RegExp(`\\b(${SERVICES})\\.(?!(ts|tsx|js|md)\\b)[a-z]\\w*`),
  // The globals of the vendor.
  /\b_genesys\b/,
  /\b(window|globalThis|self)\s*(\?\.|\.|\[['"])(CXBus|Genesys)\b/,
  /['"](CXBus|Genesys)['"]/,
  /\bCXBus\.\w+/,
]

/** The lines of a text that name something of a vendor's. */
function vendorNamesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line, index) => `${index + 1}: ${line.trim()}`)
    .filter((line) => VENDOR_NAMES.some((name) => name.test(line)))
}

/** Also what is not committed yet: that is what one wants to know about before one commits it. */
function filesIn(folder: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed.split('\n').filter((file) => file && existsSync(join(root, file)))
}

describe('the names of a vendor', () => {
  it.each([
    "store.on('WebChatService.ended')",
    '// WebChat.opened comes later',
    'bus.command("App.main")',
    'window.Genesys',
    "globalThis['CXBus']",
    'CXBus.command(name)',
    'window._genesys.widgets',
    'Messenger.open',
  ])('are recognized in %s', (line) => {
    expect(vendorNamesIn(line)).toHaveLength(1)
  })

  it.each([
    'CXBusLike',
    'see App.tsx',
    'Genesys Cloud Messenger. Then',
    'react-genesys-chat-lifecycle/messenger',
  ])('are not seen in %s', (line) => {
    expect(vendorNamesIn(line)).toEqual([])
  })

  it('stand only in the platform of that vendor, and in the test bus', () => {
    const files = filesIn(LIBRARY).filter(
      (file) => /\.tsx?$/.test(file) && !/^\/(platform\/[^/]+|testing)\//.test(file.slice(LIBRARY.length)),
    )
    expect(files.length).toBeGreaterThan(20)
    expect(
      files.flatMap((file) =>
        vendorNamesIn(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}`),
      ),
    ).toEqual([])
  })
})
