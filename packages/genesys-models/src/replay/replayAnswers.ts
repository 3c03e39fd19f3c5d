import type { CommandCall, ModelPlugin } from '../bus/types.ts'
import type { ReplayState } from './replayState.ts'

/** How a command is answered during a replay: with a value, with a reason, or not at all. */
export type ReplayAnswer =
  | { resolve: unknown }
  | { reject: unknown }
  | 'never'
  | ((data: Record<string, unknown>) => { resolve: unknown } | { reject: unknown } | 'never')

interface Outside {
  plugins: Map<string, ModelPlugin>
  state: ReplayState
  answers: Record<string, ReplayAnswer>
  publish(event: string, data?: unknown): void
  onNotice(text: string): void
}

type Answer = Exclude<ReplayAnswer, (...args: never[]) => unknown>

const done: Answer = { resolve: undefined }

/** Registers the commands of the recorded widget. Their answers follow the recording. */
export function answerCommands({ plugins, state, answers, publish, onNotice }: Outside): void {
  const whenOpen = (): Answer =>
    state.windowOpen ? done : { reject: 'WebChat is not currently open. Ignoring command.' }

  const plausible: Record<string, (data: Record<string, unknown>) => Answer> = {
    'WebChatService.endChat': () => {
      const active = state.sessionActive
      publish('WebChatService.data.sessionActive', { value: false })
      publish('WebChatService.clientDisconnected')
      publish('WebChatService.ended')
      return active ? { resolve: {} } : { reject: 'There is no active chat session' }
    },
    'WebChatService.startChat': () =>
      state.sessionActive ? { reject: 'There is already an active chat session' } : { resolve: {} },
    'WebChatService.sendMessage': () =>
      state.sessionActive ? { resolve: {} } : { reject: 'There is no active chat session.' },
    'WebChatService.sendTyping': () =>
      state.sessionActive ? { resolve: {} } : { reject: 'There is no active chat session.' },
    'WebChatService.getSessionData': () => ({ resolve: state.session }),
    'WebChatService.getTranscript': () => ({
      resolve: { messages: [...state.messages], originalMessages: [...state.originalMessages] },
    }),
    'WebChatService.getAgents': () => ({ resolve: { agents: state.agents } }),
    'WebChatService.fetchHistory': () => ({ reject: 'No more messages to fetch' }),
    'WebChatService.restore': () => ({ reject: 'No chat session found to restore.' }),
    'WebChatService.registerPreProcessor': (data) => ({ resolve: data.preprocessor }),
    'WebChatService.addPrefilter': (data) => ({ resolve: data.filters }),
    'WebChatService.startPoll': () => done,
    'WebChatService.stopPoll': () => done,
    'WebChat.open': () => {
      if (state.windowOpen) return { reject: 'already opened' }
      publish('WebChat.opened')
      return done
    },
    'WebChat.close': () => {
      if (!state.windowOpen) return { reject: 'already closed' }
      publish('WebChat.closed')
      return done
    },
    'WebChat.minimize': (data) => {
      publish(data.minimized === false ? 'WebChat.unminimized' : 'WebChat.minimized')
      return done
    },
    'WebChat.endChat': () =>
      state.sessionActive ? done : { reject: 'there is no active chat session to end' },
    'WebChat.injectMessage': (data) => {
      if (!state.windowOpen || !state.gateOpen) return { reject: 'No chat session to inject into.' }
      const entry = {
        type: 'injected',
        name: data.name,
        text: data.text,
        timestamp: Date.now(),
        bubble: data.bubble,
      }
      onNotice(String(data.text))
      publish('WebChat.messageAdded', { data: entry, message: entry, id: 'cx-chat-index-undefined' })
      return { resolve: entry }
    },
    'WebChat.showOverlay': whenOpen,
    'WebChat.hideOverlay': whenOpen,
  }

  for (const name of new Set([...Object.keys(plausible), ...Object.keys(answers)])) {
    const [owner = '', command = ''] = name.split('.')
    plugins.get(owner)?.registerCommand(command, (call) => {
      const given = answers[name] ?? plausible[name] ?? 'never'
      settle(call, typeof given === 'function' ? given(call.data) : given)
    })
  }
}

function settle(call: CommandCall, answer: Answer): void {
  if (answer === 'never') return
  if ('resolve' in answer) call.deferred.resolve(answer.resolve)
  else call.deferred.reject(answer.reject)
}
