import { describe, expect, test } from 'vitest'
import { GUARD_DEFAULTS } from '../src/shared/guardOptions.ts'
import { importsOf, type JsxSettings, toJsx } from '../src/shared/toJsx.ts'

const settingsOf = (guard: Partial<typeof GUARD_DEFAULTS> = {}): JsxSettings => ({
  platform: 'widgets',
  transport: 'digital-channels',
  guard: { ...GUARD_DEFAULTS, ...guard },
})

const guardOf = (change: Partial<typeof GUARD_DEFAULTS>): string =>
  toJsx(settingsOf(change)).split('\n').slice(2, -1).join('\n')

describe('toJsx', () => {
  test('leaves defaults out', () => {
    expect(toJsx(settingsOf())).toBe(
      '<GenesysChatProvider>\n  <App />\n  <ChatEndGuard />\n</GenesysChatProvider>',
    )
  })

  test('writes texts, numbers and flags', () => {
    expect(guardOf({ followUps: 'confirm' })).toBe('  <ChatEndGuard followUps="confirm" />')
    expect(guardOf({ endDelayMs: 5000 })).toBe('  <ChatEndGuard endDelayMs={5000} />')
    expect(guardOf({ closeWindow: true })).toBe('  <ChatEndGuard closeWindow />')
    expect(guardOf({ locale: 'zhHans' })).toBe('  <ChatEndGuard locale={zhHans} />')
  })

  test.each(['Say "bye"', 'a & b', '{x}', '<b>', 'back\\slash'])('escapes the notice %j', (notice) => {
    expect(guardOf({ notice })).toBe(`  <ChatEndGuard notice={${JSON.stringify(notice)}} />`)
  })

  test('writes bubble and labels as objects, without defaults', () => {
    const { bubble } = GUARD_DEFAULTS
    expect(guardOf({ bubble: { ...bubble, fill: '#fed' } })).toBe(
      '  <ChatEndGuard bubble={{ time: false, fill: "#fed" }} />',
    )
    expect(guardOf({ bubble: { ...bubble, time: true } })).toBe('  <ChatEndGuard bubble={{}} />')
    expect(guardOf({ labels: { dismiss: 'Got it', keepOpen: '' } })).toBe(
      '  <ChatEndGuard labels={{ dismiss: "Got it" }} />',
    )
  })

  test('writes the notice as a function, and custom rendering as children', () => {
    expect(guardOf({ isNoticeFunction: true, notice: 'left behind' })).toContain('notice={({ agentName }) =>')
    expect(guardOf({ isRenderedByPage: true })).toBe(
      '  <ChatEndGuard>\n    {(guard) => <GuardBar guard={guard} />}\n  </ChatEndGuard>',
    )
  })

  test('breaks a long tag into lines', () => {
    expect(guardOf({ asyncPolicy: 'end', notice: 'Thank you, and see you soon.', endDelayMs: 5000 })).toBe(
      [
        '  <ChatEndGuard',
        '    asyncPolicy="end"',
        '    notice="Thank you, and see you soon."',
        '    endDelayMs={5000}',
        '  />',
      ].join('\n'),
    )
  })

  test('puts the provider’s options on the provider', () => {
    const firstLine = (change: Partial<typeof GUARD_DEFAULTS>): string | undefined =>
      toJsx(settingsOf(change)).split('\n')[0]
    expect(firstLine({ restorePolicy: 'end-closed' })).toBe(
      '<GenesysChatProvider restorePolicy="end-closed">',
    )
    expect(toJsx(settingsOf({ closeSignal: 'marker' }))).toContain(
      'closeSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}',
    )
  })

  test('uses the provider of the platform, and the signals of the transport', () => {
    expect(toJsx({ ...settingsOf({ closeSignal: 'marker' }), platform: 'messenger' })).toBe(
      '<GenesysMessengerProvider>\n  <App />\n  <ChatEndGuard />\n</GenesysMessengerProvider>',
    )
    expect(toJsx({ ...settingsOf(), transport: 'gms' })).toContain(
      'closeSignals={[allAgentsLeft({ graceMs: 5000 })]}',
    )
  })
})

describe('importsOf', () => {
  test('names what the JSX uses', () => {
    expect(importsOf(settingsOf())).toBe(
      "import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'\nimport 'react-genesys-chat-lifecycle/styles.css'",
    )
    const imports = importsOf(settingsOf({ closeSignal: 'marker', locale: 'de' }))
    expect(imports).toContain('{ ChatEndGuard, GenesysChatProvider, interactionState, textMarker }')
    expect(imports).toContain("import { de } from 'react-genesys-chat-lifecycle/locales'")
    expect(importsOf({ ...settingsOf(), platform: 'messenger' })).toContain(
      "import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'",
    )
  })
})
