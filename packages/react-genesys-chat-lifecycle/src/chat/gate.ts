import type { OutgoingMessage, PageShare } from '../platform/port.ts'

/** What a guard says about a message before it is sent. */
export type GateVerdict = 'pass' | 'held' | 'blocked'
export type Gate = (message: OutgoingMessage) => GateVerdict

const GATES = 'gates'

/** Everybody on the page who has a say in what is sent. */
export function gatesOf(page: PageShare): Set<Gate> {
  const gates = (page.get(GATES) as Set<Gate> | undefined) ?? new Set<Gate>()
  page.set(GATES, gates)
  return gates
}

/** The first verdict that stops the message, else `pass`. */
export function askGates(page: PageShare, message: OutgoingMessage): GateVerdict {
  for (const gate of gatesOf(page)) {
    const verdict = gate(message)
    if (verdict !== 'pass') return verdict
  }
  return 'pass'
}
