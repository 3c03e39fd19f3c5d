import { describe } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { copyOf, isEvent, isObject, isText, read } from '../common/values.ts'
import { ChatCommandError } from '../platform/commandError.ts'
import type { MessageChoice } from '../platform/message.ts'
import type { ChatPlatform, NoticeBubble, OpenOptions, OutgoingMessage } from '../platform/port.ts'
import type { ChatActions, SendFileOptions, SendResult } from './actions.ts'
import type { Announcer } from './announce.ts'
import type { Ending } from './ending/ending.ts'
import type { ChatEvent } from './events.ts'
import { askGates } from './gate.ts'
import { deliver, type Outbox } from './outbox.ts'
import type { ChatRecord } from './reducer.ts'
import type { Reset } from './reset.ts'
import { assertAccepted } from './sendFile.ts'

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
  readonly outbox: Outbox
  readonly announcer: Announcer
}

export function createActions(chat: ActionsContext, dispatch: (event: ChatEvent) => void): OwnActions {
  const { platform } = chat
  let starting: { readonly intent: object; readonly promise: Promise<void> } | undefined
  let isStarting = false
  /** Another one after each end that the page asks for. */
  let intent = {}

  const isBusy = (): unknown => chat.reset.running ?? chat.ending.isBusy
  /** A pending end would end the new chat, or close its window. */
  const untilQuiet = async (): Promise<void> => {
    await chat.reset.running
    await chat.ending.whenQuiet()
  }

  const begin = async (given: unknown): Promise<void> => {
    const wanted = intent
    const options = readOptions('start', given)
    if (isBusy()) await untilQuiet()
    if (wanted !== intent) {
      throw new ChatCommandError('start', 'cancelled', 'end() or reset() was called before this was sent')
    }
    isStarting = true
    dispatch({ type: 'starting' })
    try {
      await platform.commands.start(options)
    } catch (error) {
      dispatch({ type: 'startFailed' })
      throw error
    } finally {
      isStarting = false
      chat.ending.noticeChange()
    }
  }

  /** Sends a message unless the chat is over, or a guard stops it. */
  const pass = async (
    action: string,
    message: OutgoingMessage,
    work: (assertSameCustomer: () => void) => Promise<void>,
  ): Promise<SendResult> => {
    const { customer } = chat.reset
    const assertSameCustomer = (): void => {
      if (chat.reset.customer === customer) return
      throw new ChatCommandError(action, 'cancelled', 'reset() was called before this was sent')
    }
    // While offline, the widget would accept it and never answer.
    if (chat.record.connection === 'offline') {
      throw new ChatCommandError(action, 'unavailable', 'the page is offline. Send it again later')
    }
    await platform.checkSession()
    assertSameCustomer()
    // What is sent during an end is lost, or opens a new segment.
    if (chat.record.session === 'ended' || !chat.ending.isQuiet) {
      throw new ChatCommandError(action, 'rejected', 'the chat is over. Start a new one to send this')
    }
    const verdict = askGates(platform.page ?? new Map(), message)
    if (verdict !== 'pass') return { status: verdict }
    await work(assertSameCustomer)
    return { status: 'sent' }
  }

  const send = async (given: unknown): Promise<SendResult> => {
    const { text, data } = readMessage(given)
    const content = { kind: 'text', text, files: [], again: () => send(given) } as const
    return deliver(chat.outbox, content, (id) => {
      const message: OutgoingMessage = { id, kind: 'text', text, data }
      return pass('send', message, () => platform.commands.send(message))
    })
  }

  const assertFiles = (action: string): void => {
    if (platform.takesFiles()) return
    const reason = `${platform.transport() ?? platform.name} takes no files`
    throw new ChatCommandError(action, 'unsupported', reason)
  }

  const sendFile = async (file: File, options?: SendFileOptions): Promise<SendResult> => {
    assertFile(file)
    assertFiles('sendFile')
    const { name, type, size } = file
    const content = {
      kind: 'file',
      text: '',
      files: [{ name, type, size, url: '' }],
      again: () => sendFile(file, options),
    } as const
    return deliver(chat.outbox, content, (id) =>
      pass('sendFile', { id, kind: 'file', text: '', data: {} }, async (assertSameCustomer) => {
        // If the limits are not known, let the service decide.
        assertAccepted(file, await platform.commands.readFileLimits().catch(() => null))
        assertSameCustomer()
        await platform.commands.sendFile(file, (part) => chat.announcer.tell(options?.onProgress, part))
      }),
    )
  }

  return {
    isStarting: () => isStarting,
    actions: {
      // Two requests would start two sessions. After an end it is another chat that is to start.
      start(options) {
        if (starting?.intent === intent) return starting.promise
        const promise = begin(options).finally(() => {
          if (starting?.promise === promise) starting = undefined
        })
        starting = { intent, promise }
        return promise
      },
      send,
      sendFile,
      getFileLimits: async () => {
        assertFiles('getFileLimits')
        return platform.commands.readFileLimits()
      },
      updateUserData: async (data) => platform.commands.updateUserData(readData(data)),
      sendTyping: () => platform.commands.sendTyping(),
      end(options) {
        intent = {}
        return chat.ending.ask('customer', read(options, 'closeWindow') === true)
      },
      reset() {
        intent = {}
        return chat.reset.run()
      },
      async openWindow(options) {
        const given = readOptions('openWindow', options)
        if (isBusy()) await untilQuiet()
        return platform.commands.openWindow(given)
      },
      closeWindow: () => platform.commands.closeWindow(),
      injectNotice: async (text: unknown, bubble?: NoticeBubble) => {
        assertText('injectNotice', text)
        await platform.commands.injectNotice(text, isObject(bubble) ? bubble : undefined)
      },
    },
  }
}

/** Events count as nothing, since actions may be given to `onClick` as they are. Anything else that is no object is a mistake. */
function readOptions(action: 'start' | 'openWindow', options: unknown): OpenOptions {
  if (options === undefined || options === null || isEvent(options)) return {}
  if (!isObject(options)) refuse(action, 'options', options)
  const given = copyOf(options)
  for (const name of ['form', 'userData'] as const) {
    const value = read(options, name)
    if (value === undefined || value === null) delete given[name]
    else if (isObject(value)) given[name] = copyOf(value)
    else refuse(action, name, value)
  }
  return given
}

/** What developers should give instead. Only used in development. */
const EXPECTED = {
  options: "an object such as { form: { firstname: 'Joe' } }",
  form: "form to be an object such as { firstname: 'Joe' }",
  userData: "userData to be an object such as { basket: '42' }",
  data: "an object such as { basket: '42' }",
  file: 'a File, such as input.files[0]',
  text: 'a text',
}

function refuse(action: keyof ChatActions, argument: keyof typeof EXPECTED, value: unknown): never {
  const got = argument === 'text' && isText(value) ? 'an empty one' : describe(value)
  let expected = `another ${argument}`
  inDevelopment(() => {
    expected = EXPECTED[argument]
  })
  throw new ChatCommandError(action, 'rejected', `expected ${expected}, got ${got}`)
}

/** A text, or something that was chosen. A choice without a reply is a link. */
function readMessage(given: unknown): Pick<MessageChoice, 'data'> & { readonly text: string } {
  if (!isObject(given) || typeof given.reply !== 'string') {
    assertText('send', given)
    return { text: given, data: {} }
  }
  const { reply, data } = given
  if (!reply)
    throw new ChatCommandError('send', 'rejected', 'this choice has no reply to send. Open its url instead')
  return { text: reply, data: isObject(data) ? data : {} }
}

function readData(data: unknown): Readonly<Record<string, unknown>> {
  return isObject(data) ? data : refuse('updateUserData', 'data', data)
}

function assertFile(file: unknown): asserts file is File {
  if (!(file instanceof File)) refuse('sendFile', 'file', file)
}

function assertText(action: 'send' | 'injectNotice', text: unknown): asserts text is string {
  if (!isText(text) || text.trim() === '') refuse(action, 'text', text)
}
