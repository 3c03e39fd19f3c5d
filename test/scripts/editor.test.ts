import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const file = join(root, 'app.tsx')
let code = ''
let version = 0

const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
// One service for all tests reads the library once.
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : '0'),
  getScriptSnapshot: (name) => {
    const text = name === file ? code : ts.sys.readFile(name)
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === file || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
})

/** What an editor knows about a file of an app. `|` in the code is the cursor. */
function inEditor(codeWithCursor: string): { completions: string[]; struckOut: string[] } {
  const cursor = codeWithCursor.indexOf('|')
  code = codeWithCursor.replace('|', '')
  version++
  const offered = cursor < 0 ? undefined : service.getCompletionsAtPosition(file, cursor, {})
  return {
    completions: offered?.entries.map(({ name }) => name) ?? [],
    struckOut: service
      .getSuggestionDiagnostics(file)
      .filter(({ reportsDeprecated }) => reportsDeprecated)
      .map(({ start, length }) => code.slice(start, start + length)),
  }
}

const app = (line: string): string =>
  `import { useGenesysBusEvent, useGenesysCommand } from 'react-genesys-chat-lifecycle'
   export function App() { const run = useGenesysCommand(); ${line}; return run }`

describe('in an editor', () => {
  it('completes event names', () => {
    const { completions } = inEditor(app("useGenesysBusEvent('|', () => {})"))
    expect(completions).toEqual(
      expect.arrayContaining(['WebChat.minimized', 'WebChatService.messageReceived']),
    )
    expect(completions).not.toContain('WebChat.ended')
  })

  it('completes command names', () => {
    const { completions } = inEditor(app("run('|')"))
    expect(completions).toEqual(expect.arrayContaining(['WebChat.minimize', 'WebChatService.getTranscript']))
    expect(completions).toEqual(
      expect.arrayContaining(['Toaster.open', 'WebChatService.sendFilteredMessage']),
    )
    expect(completions).not.toContain('WebChat.destroy')
  })

  it.each([
    ["useGenesysBusEvent('WebChat.ended', () => {})", 'useGenesysBusEvent'],
    ["run('WebChat.destroy')", 'run'],
    ["run('Toaster.show')", 'run'],
  ])('marks an unknown name as deprecated: %s', (line, struckOut) => {
    expect(inEditor(app(line)).struckOut).toEqual([struckOut])
  })

  it.each([
    "useGenesysBusEvent('WebChat.opened', () => {})",
    "useGenesysBusEvent('Toaster.opened', () => {})",
    "useGenesysBusEvent('WebChatService.data.sessionActive', () => {})",
    "useGenesysBusEvent('WebChatService.data.userData', () => {})",
    "run('WebChat.open')",
    "run('Toaster.close')",
    "run('WebChatService.verifySession')",
    "run('WebChatService.sendFilteredMessage', { message: 'x', regex: /x/ })",
    // Of a plugin of the page's own nobody knows.
    "useGenesysBusEvent('MyPlugin.rated', () => {})",
    "run('MyPlugin.rate', 5)",
  ])('does not mark a known name: %s', (line) => {
    expect(inEditor(app(line)).struckOut).toEqual([])
  })
}, 60_000)
