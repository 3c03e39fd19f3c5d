import { describe } from '../common/checks.ts'
import { attempt, copyOf, isObject, read } from '../common/values.ts'
import { ChatCommandError } from '../platform/commandError.ts'
import type { ChatPlatform, NoticeBubble, OpenOptions, OutgoingMessage } from '../platform/port.ts'
import type { ChatActions, SendResult } from './actions.ts'
import type { Ending } from './ending/ending.ts'
import type { ChatEvent } from './events.ts'
import { askGates } from './gate.ts'
import type { ChatRecord } from './reducer.ts'
import type { Reset } from './reset.ts'

/** The actions of a chat, and whether a start is under way. */
export interface OwnActions {
  readonly actions: ChatActions
  readonly isStarting: () => boolean
}

/** The chat that the actions belong to. */
export interface ActionsContext {
  readonly platform: ChatPlatform
  readonly ending: Ending
  readonly reset: Reset
  readonly record: ChatRecord
}

export function createActions(chat: ActionsContext, dispatch: (event: ChatEvent) => void): OwnActions {
  let starting: Promise<void> | undefined
  let isStarting = false

  const begin = async (given: unknown): Promise<void> => {
    const options = readOptions('start', given)
    if (chat.reset.running) await chat.reset.running
    // An end that is under way would end the new chat when it comes.
    if (!chat.ending.isQuiet) await chat.ending.whenQuiet()
    isStarting = true
    dispatch({ type: 'starting' })
    try {
      await chat.platform.commands.start(options)
    } catch (error) {
      dispatch({ type: 'startFailed' })
      throw error
    } finally {
      isStarting = false
      chat.ending.noticeChange()
    }
  }

  const send = async (text: unknown): Promise<SendResult> => {
    assertText('send', text)
    // Offline, the widget would take the text and never answer.
    if (chat.record.connection === 'offline') {
      throw new ChatCommandError('send', 'unavailable', 'there is no connection. Send it again later')
    }
    await chat.platform.checkSession()
    if (chat.record.session === 'ended') {
      throw new ChatCommandError('send', 'rejected', 'the chat is over. Start a new one to send this')
    }
    const message: OutgoingMessage = { kind: 'text', text, data: {} }
    const verdict = askGates(chat.platform.page ?? new Map(), message)
    if (verdict !== 'pass') return { status: verdict }
    await chat.platform.commands.send(message)
    return { status: 'sent' }
  }

  return {
    isStarting: () => isStarting,
    actions: {
      // Two requests would make two sessions.
      start(options) {
        starting ??= begin(options).finally(() => {
          starting = undefined
        })
        return starting
      },
      send,
      sendTyping: () => chat.platform.commands.sendTyping(),
      end: (options) => chat.ending.ask('customer', read(options, 'closeWindow') === true),
      reset: () => chat.reset.run(),
      openWindow: async (options) => chat.platform.commands.openWindow(readOptions('openWindow', options)),
      closeWindow: () => chat.platform.commands.closeWindow(),
      injectNotice: async (text: unknown, bubble?: NoticeBubble) => {
        assertText('injectNotice', text)
        await chat.platform.commands.injectNotice(text, isObject(bubble) ? bubble : undefined)
      },
    },
  }
}

/** Events count as nothing, since actions may be given to `onClick` as they are. Anything else that is no object is a mistake. */
function readOptions(action: string, options: unknown): OpenOptions {
  if (options === undefined || options === null || attempt(() => isEvent(options))) return {}
  if (!isObject(options)) refuse(action, EXAMPLE, options)
  const given = copyOf(options)
  for (const [name, example] of MEMBERS) {
    const value = read(options, name)
    if (value === undefined || value === null) delete given[name]
    else if (isObject(value)) given[name] = copyOf(value)
    else refuse(action, `${name} to be ${example}`, value)
  }
  return given
}

const EXAMPLE = "an object such as { form: { firstname: 'Joe' } }"
const MEMBERS = [
  ['form', "an object such as { firstname: 'Joe' }"],
  ['userData', "an object such as { basket: '42' }"],
] as const

function refuse(action: string, expected: string, value: unknown): never {
  throw new ChatCommandError(action, 'rejected', `expected ${expected}, got ${describe(value)}`)
}

function assertText(action: string, text: unknown): asserts text is string {
  if (typeof text === 'string' && text.trim() !== '') return
  throw new ChatCommandError(
    action,
    'rejected',
    `expected a text, got ${typeof text === 'string' ? 'an empty one' : describe(text)}`,
  )
}

const isEvent = (value: unknown): boolean =>
  value instanceof Event || (isObject(value) && 'nativeEvent' in value)
