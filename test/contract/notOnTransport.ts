import type { Transport } from 'genesys-simulator/server'

/**
 * The facts of the contract that do not hold on a transport, with the reason. What holds there in their place is in the
 * chapter of the transport: `gms.ts`, `genesysCloud.ts`.
 */
const REASONS: readonly {
  readonly reason: string
  readonly on: readonly Transport[]
  readonly titles: readonly string[]
}[] = [
  {
    reason: 'Chats are regular. Asynchronous chats over GMS need CometD, which the models do not have.',
    on: ['gms', 'genesys-cloud'],
    titles: [
      'an asynchronous chat tells its capabilities with every request, always the same',
      'verifySession drops the token from what it knows',
      'the end of a segment is a System message without a name',
      'an index is delivered once in a page load',
      'is closed at once for those who ask, and half a second later for those who listen',
      'shows no change of state, and goes on taking text',
      'a notice is taken once the customer’s joining was shown, also while minimised',
      'a closed window takes no notice; opened again it does, with a blank transcript',
      'what arrives while the window is closed is announced, and not seen when it is opened',
      'a hook of WebChat.open sees who opens the window: the page, and a restore',
      'a long asynchronous chat comes back with its last 20 messages only, and then takes no notice',
      'history comes by the page, newest first and marked as old, until there is no more',
      'history that was never restored is never answered',
      'an asynchronous chat whose window was closed is restored without one, and opens with what was said',
      'an asynchronous chat that the server has forgotten meanwhile is lost, and the page’s token with it',
      'an asynchronous chat that we ended is joined again by the next start, with its old state',
      'an asynchronous chat that we ended is joined again by startChat, too',
      'an asynchronous chat that the server has ended: a start is refused, again without the token, and not after a page load',
      'an asynchronous chat that the server ends during a page of history: nothing tells either',
    ],
  },
  {
    reason: 'The session has another name, another shape, or other companions.',
    on: ['gms', 'genesys-cloud'],
    titles: [
      'tells that a chat has started, with a token in what it tells',
      'answers with the session’s data while there is one',
      'answers with {} on a page that never had a chat, and with an empty text once the window has looked for one',
      'opens, submits a form, starts a chat: each is told, with the customer’s data',
      'brings a chat that is %s back with all that was said',
      'the service shows its commands when it is ready: what was asked before knows of no session to restore',
      'a regular chat that began without a window: opening one restores it, and no notice gets in',
    ],
  },
  {
    reason: 'The start takes the names beside the form, so what starts with a form alone is refused.',
    on: ['gms'],
    titles: [
      'a chat can start without a window: WebChat tells of it, and stays closed',
      'a prefilter holds across a reload, until the chat ends',
      'a chat started while the end of the one before is under way is ended by it',
    ],
  },
  {
    reason: 'Messages, people and typing are told in another way.',
    on: ['gms', 'genesys-cloud'],
    titles: [
      'tells who comes and goes before the messages of the same poll',
      'a bot is announced by no event of its own, and getAgents does not know it',
      'a text comes twice: as the server sent it, with names added, and as a copy of the vendor’s',
      'an agent who types counts as typing for three seconds',
      'a batch keeps the order in which the server sent it',
      'an image %s',
      'a message that nobody sent ends the polling, for good and without a word',
      'an image comes back as a message of the customer’s, the picture itself in the place of its address',
      'sendFile takes what looks like a file input, sends its first file, and answers with a text',
      'a file that is no image is refused: rejected with the response, and told as an error',
    ],
  },
  {
    reason:
      'Supervisors are agents, typing comes back to nobody, and the texts are in `body`, which filters do not read.',
    on: ['genesys-cloud'],
    titles: [
      'a supervisor has events of its own',
      'the customer’s own typing comes back as messages',
      'a key in the input is told as typing, with what stands there; a text that comes without keys is not',
      'a prefilter hides a message from everybody, in both lists',
      'a prefilter holds across a reload, until the chat ends',
      'getTranscript has everything so far',
      'a chat can start without a window: WebChat tells of it, and stays closed',
    ],
  },
  {
    reason: 'Sentences of refusals differ.',
    on: ['gms'],
    titles: ['refuses to send nothing, and to send without a chat', 'sendFile needs a chat'],
  },
  {
    reason: 'There are no files, capabilities are told at once, and there is history.',
    on: ['genesys-cloud'],
    titles: [
      'sendFile needs a chat',
      'sendFile with the files themselves, or with none, is an uncaught error and never settles',
      'a regular chat tells no capabilities while nothing is restored',
      'a regular chat has no history to fetch',
    ],
  },
  {
    reason: 'Ends and failures are told in another order, or settle in another way.',
    on: ['gms', 'genesys-cloud'],
    titles: [
      'we end it: told in this order, the window stays with its input disabled',
      'the server ends it: never told, the session looks alive and is gone, and what is typed is lost',
      'the server ended it while the page was away: restored, one poll, and then nothing',
      'the session is lost: told, once',
      'a session that is lost at its first poll: told, but not that polling has stopped',
      'a chat that the server ends at its first poll: nothing tells, and only its data is gone',
      'a regular chat that the server has forgotten meanwhile: restoreFailed, and the window never opens again',
      'the server fails: an error at each poll, later and later, and nothing is lost',
      'the network goes and comes back: told once each, and a message in between never settles',
      'a message that the server refuses is rejected without a reason, and told as an error',
      'an end that fails ends the chat all the same',
      'closed before the end has come back: the window opens again, on a session that is gone',
    ],
  },
  {
    reason: 'endChat never settles when it worked, and a bot is told to the window.',
    on: ['gms'],
    titles: [
      'we end it twice: rejected, and ended is told again',
      'we end it when only a bot had come: cancelled, since nothing told the window of a bot',
    ],
  },
  {
    reason: 'A window that is closed in a live chat stays closed, and a start during an end never settles.',
    on: ['genesys-cloud'],
    titles: [
      'a regular chat that is alive brings its window back when that is closed',
      'a chat started while the end of the one before is under way is ended by it',
    ],
  },
  {
    reason: 'Every tab gets every message, and an end is seen in all of them.',
    on: ['gms', 'genesys-cloud'],
    titles: [
      'a tab whose poll comes due while another one’s is under way polls no more, until it is told to',
      'a chat that the server ended, tidied up late, takes another tab’s newer chat with it at the next page load',
    ],
  },
]

/** Whether the fact with this title is one of the transport's. */
export function holdsOn(transport: Transport, title: string): boolean {
  return !REASONS.some(({ on, titles }) => on.includes(transport) && titles.includes(title))
}

/** All titles, to see that none is out of date. */
export const TITLES: readonly string[] = REASONS.flatMap(({ titles }) => titles)
