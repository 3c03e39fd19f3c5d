import type { Transport } from 'genesys-simulator/server'

const NO_ASYNC = 'There are no asynchronous chats.'
const NO_FOLLOW_UPS = 'There are no asynchronous chats, and in a regular one nothing is held.'

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
  'genesys-cloud': {
    'mounts late, and finds a chat that the server has ended':
      'The widget forgets an ended chat at once. A late mount finds none.',
    'mounts late, and finds a closed segment (async)': NO_ASYNC,
    'starts a new chat only after the end of the old one: an asynchronous session with a closed segment is joined again':
      NO_ASYNC,
    'asynchronous chat: Finalizing and Completed show one notice, and the session goes on': NO_ASYNC,
    'asynchronous chat: a follow-up opens a second segment, which shows its own notice when it is closed':
      NO_ASYNC,
    'a segment closed while the window is closed shows its notice in the page, then in the widget':
      'The window of a live chat does not open again.',
    'the session is lost': 'The widget never tells that a conversation was deleted.',
    'a supervisor who takes a regular chat over keeps it going when the agent leaves':
      'Supervisors are agents there.',
    'quick replies can be chosen, and are gone then': 'There are no quick replies.',
    'an image of the customer reopens a closed segment, and is in the transcript': 'There are no files.',
    'a follow-up is held in the overlay, and sent once when the customer confirms (phone: false)':
      NO_FOLLOW_UPS,
    'a follow-up is held in the overlay, and sent once when the customer confirms (phone: true)':
      NO_FOLLOW_UPS,
    'the overlay’s buttons work by keyboard, and the focus returns to where it was': NO_FOLLOW_UPS,
    'a held text survives a reload, and moves to the page while the window is minimised': NO_FOLLOW_UPS,
    'hostile text stays text (Markdown: false)': NO_FOLLOW_UPS,
    'hostile text stays text (Markdown: true)': NO_FOLLOW_UPS,
    'a survey after Finalizing belongs to its segment, and gets its answer (the bot joins: true)':
      NO_FOLLOW_UPS,
    'a survey after Finalizing belongs to its segment, and gets its answer (the bot joins: false)':
      NO_FOLLOW_UPS,
    'a held text is sent once, although its tab was duplicated': NO_FOLLOW_UPS,
    'a held text whose answer is late may have been sent, and goes when it was': NO_FOLLOW_UPS,
    'the page’s cards are clear of the window at every width (phone: false)': NO_FOLLOW_UPS,
    'the page’s cards are clear of the window at every width (phone: true)': NO_FOLLOW_UPS,
    'two long held texts on a phone: their buttons can be reached': NO_FOLLOW_UPS,
    'speaks the page’s language, and follows it': NO_FOLLOW_UPS,
  },
}

/** Why a scenario does not run on a transport; undefined if it does. */
export function whyNot(transport: Transport, title: string): string | undefined {
  return notOnTransport[transport]?.[title]
}
