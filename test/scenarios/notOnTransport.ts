import type { Transport } from 'genesys-simulator/server'

/** Scenarios that make no sense on a transport, by their titles, and why. */
const notOnTransport: Partial<Record<Transport, Readonly<Record<string, string>>>> = {
  gms: {
    'mounts late, and finds a chat that the server has ended':
      'The widget forgets an ended chat at once. A late mount finds none.',
    'regular chat: the server ends it at its first poll, which the widget does not report':
      'The widget reports every end by the server.',
    'a segment closed while the window is closed shows its notice in the page, then in the widget':
      'Opened again in an asynchronous chat, the window is blank and takes no notice.',
    'a survey after Finalizing belongs to its segment, and gets its answer (the bot joins: true)':
      'There is no Finalizing. A bot that joins after the agents have left opens a segment.',
    'a survey after Finalizing belongs to its segment, and gets its answer (the bot joins: false)':
      'There is no Finalizing.',
    'a held text whose answer is late may have been sent, and goes when it was':
      'In an asynchronous chat the widget answers at once, before it sends.',
  },
}

/** Why a scenario does not run on a transport; undefined if it does. */
export function whyNot(transport: Transport, title: string): string | undefined {
  return notOnTransport[transport]?.[title]
}
