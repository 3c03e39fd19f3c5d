import { ChatCommandError } from '../platform/commandError.ts'
import type { StartOptions } from '../platform/port.ts'
import type { ChatActions } from './actions.ts'
import type { Chat } from './chat.ts'
import type { ChatEvent } from './events.ts'

/** The actions of a chat, and whether a start is under way. */
export interface OwnActions {
  readonly actions: ChatActions
  readonly isStarting: () => boolean
}

export function createActions(chat: Chat, dispatch: (event: ChatEvent) => void): OwnActions {
  let starting: Promise<void> | undefined
  let isStarting = false

  const begin = async (options: StartOptions): Promise<void> => {
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
      starting = undefined
      chat.ending.noticeChange()
    }
  }

  const send = async (text: string): Promise<void> => {
    // Offline, the widget would take the text and never answer.
    if (chat.record.connection === 'offline') {
      throw new ChatCommandError('send', 'unavailable', 'there is no connection. Send it again later')
    }
    await chat.platform.checkSession()
    if (chat.record.session === 'ended') {
      throw new ChatCommandError('send', 'rejected', 'the chat is over. Start a new one to send this')
    }
    await chat.platform.commands.send(text)
  }

  return {
    isStarting: () => isStarting,
    actions: {
      // Two requests would make two sessions.
      start(options = {}) {
        starting ??= begin(options)
        return starting
      },
      send,
      sendTyping: () => chat.platform.commands.sendTyping(),
      end: ({ closeWindow = false } = {}) => chat.ending.ask('customer', closeWindow),
      openWindow: () => chat.platform.commands.openWindow(),
      closeWindow: () => chat.platform.commands.closeWindow(),
      injectNotice: (text, bubble) => chat.platform.commands.injectNotice(text, bubble),
    },
  }
}
