import { describe, expect, test } from 'vitest'
import { GUARD_DEFAULTS } from '../src/shared/guardOptions.ts'
import { toJsx } from '../src/shared/toJsx.ts'

const guardOf = (change: Partial<typeof GUARD_DEFAULTS>): string =>
  toJsx({ ...GUARD_DEFAULTS, ...change })
    .split('\n')
    .slice(2, -1)
    .join('\n')

describe('the JSX that settings amount to', () => {
  test('says nothing of what is the default', () => {
    expect(toJsx(GUARD_DEFAULTS)).toBe(
      '<GenesysChatProvider>\n  <App />\n  <ChatEndGuard />\n</GenesysChatProvider>',
    )
  })

  test('writes words, numbers and flags as JSX does', () => {
    expect(guardOf({ followUps: 'confirm' })).toBe('  <ChatEndGuard followUps="confirm" />')
    expect(guardOf({ endDelayMs: 5000 })).toBe('  <ChatEndGuard closeDelayMs={5000} />')
    expect(guardOf({ closeWindow: true })).toBe('  <ChatEndGuard closeWindow />')
    expect(guardOf({ locale: 'zhHans' })).toBe('  <ChatEndGuard locale={zhHans} />')
  })

  test.each(['Say "bye"', 'a & b', '{x}', '<b>', 'back\\slash'])('keeps the notice %j as it is', (notice) => {
    expect(guardOf({ notice })).toBe(`  <ChatEndGuard notice={${JSON.stringify(notice)}} />`)
  })

  test('writes the bubble and the words as objects, without what is the default', () => {
    const { bubble } = GUARD_DEFAULTS
    expect(guardOf({ bubble: { ...bubble, fill: '#fed' } })).toBe(
      '  <ChatEndGuard bubble={{ time: false, fill: "#fed" }} />',
    )
    expect(guardOf({ bubble: { ...bubble, time: true } })).toBe('  <ChatEndGuard bubble={{}} />')
    expect(guardOf({ labels: { dismiss: 'Got it', stop: '' } })).toBe(
      '  <ChatEndGuard labels={{ dismiss: "Got it" }} />',
    )
  })

  test('writes a function for the notice, and a look of one’s own as children', () => {
    expect(guardOf({ isNoticeMade: true, notice: 'left behind' })).toContain('notice={({ agentName }) =>')
    expect(guardOf({ ownLook: true })).toBe(
      '  <ChatEndGuard>\n    {(guard) => <OwnLook guard={guard} />}\n  </ChatEndGuard>',
    )
  })

  test('breaks a long line, and closes its tag on one of its own', () => {
    expect(guardOf({ asyncPolicy: 'end', notice: 'Thank you, and see you soon.', endDelayMs: 5000 })).toBe(
      [
        '  <ChatEndGuard',
        '    async="close"',
        '    notice="Thank you, and see you soon."',
        '    closeDelayMs={5000}',
        '  />',
      ].join('\n'),
    )
  })

  test('puts what is the provider’s to the provider', () => {
    expect(toJsx({ ...GUARD_DEFAULTS, restorePolicy: 'end' }).split('\n')[0]).toBe(
      '<GenesysChatProvider restorePolicy="end">',
    )
  })
})
