import type { AgentsPayload, RawChatMessage } from './busEvents.ts'
import type { NamedCommands } from './busRegistry.ts'

/** What `startChat` and `open` take. */
interface ChatForm {
  readonly form?: object
  readonly userData?: object
}

/** What a command takes, and what its promise resolves with. */
interface Command<Data = undefined, Result = unknown> {
  readonly data: Data
  readonly result: Result
}

/**
 * The commands of Genesys Widgets 9, as in its registry: what each takes (`data`) and what it resolves with (`result`). For
 * plugins other than WebChatService, WebChat and Toaster, only the names are known. Declare the commands of your own plugins
 * here to type them too.
 *
 * @example
 * declare module 'react-genesys-chat-lifecycle' {
 *   interface GenesysCommands {
 *     'MyPlugin.rate': { readonly data: { readonly stars: number }; readonly result: boolean }
 *   }
 * }
 */
export interface GenesysCommands extends NamedCommands {
  'WebChatService.startChat': Command<ChatForm | undefined>
  'WebChatService.endChat': Command
  'WebChatService.sendMessage': Command<{ readonly message: string }>
  'WebChatService.sendTyping': Command<{ readonly message?: string } | undefined>
  /** Asynchronous chats only; never answered before a restore. */
  'WebChatService.fetchHistory': Command
  'WebChatService.restore': Command
  /** `{}` or `''` without a session. **It holds the bearer token**, which is left out here on purpose. */
  'WebChatService.getSessionData': Command<undefined, { readonly sessionId?: string } | ''>
  'WebChatService.getTranscript': Command<
    undefined,
    { readonly originalMessages?: readonly RawChatMessage[]; readonly messages?: readonly RawChatMessage[] }
  >
  'WebChatService.getAgents': Command<undefined, Pick<AgentsPayload, 'agents'>>
  'WebChatService.getStats': Command
  /** Reads the stored session again, and may switch to another one: **reading has a side effect**. */
  'WebChatService.verifySession': Command<undefined, { readonly sessionActive?: boolean }>
  'WebChatService.updateUserData': Command<Readonly<Record<string, unknown>>>
  /** Not on GMS. */
  'WebChatService.updateInteractionData': Command<Readonly<Record<string, unknown>>>
  'WebChatService.sendFile': Command<{ readonly files: unknown }>
  /** GMS only. **The answer holds the session's key**: `getFileLimits()` of this library reads the limits. */
  'WebChatService.getFileLimits': Command
  /** GMS only. */
  'WebChatService.downloadFile': Command<{ readonly fileId: string }>
  /** GMS only. */
  'WebChatService.sendCustomNotice': Command<{ readonly message?: string } | undefined>
  /** A text input or a text area. */
  'WebChatService.registerTypingPreviewInput': Command<{ readonly input: unknown }>
  'WebChatService.poll': Command<unknown>
  /** Not on GMS, as `asyncRestore`. */
  'WebChatService.pausePoll': Command<unknown>
  'WebChatService.asyncRestore': Command<unknown>
  'WebChatService.resetPollExceptions': Command<unknown>
  /** Internal. */
  'WebChatService.configure': Command<unknown>
  'WebChatService.startPoll': Command
  'WebChatService.stopPoll': Command
  'WebChatService.sleep': Command
  'WebChatService.wake': Command
  /** Drops matching messages before `messageReceived`. Do not drop messages that this library needs. */
  'WebChatService.addPrefilter': Command<{ readonly filters: RegExp | readonly RegExp[] }>
  /**
   * Sends a text and hides it. The text becomes a prefilter that page loads keep until the chat ends. Matching messages reach
   * neither the bus nor this library.
   */
  'WebChatService.sendFilteredMessage': Command<{ readonly message: string; readonly regex: RegExp }>
  /** Cannot be removed. `useGenesysPreProcessor` can. */
  'WebChatService.registerPreProcessor': Command<{ readonly preprocessor: (message: never) => unknown }>
  'WebChat.open': Command<ChatForm | undefined>
  /** During a regular chat the window opens again. */
  'WebChat.close': Command
  /** Resolves before the chat has ended. */
  'WebChat.endChat': Command
  'WebChat.minimize': Command<{ readonly minimized?: boolean } | undefined>
  /** `type: 'html'`, `custom` and an avatar's `custom` are raw HTML. Never pass text that somebody wrote. */
  'WebChat.injectMessage': Command<{
    readonly type: 'text' | 'html'
    readonly text: string
    readonly name?: string
    readonly custom?: boolean
    readonly bubble?: object
  }>
  'WebChat.showOverlay': Command<{
    readonly html: string | Node
    readonly mode?: 'fit' | 'fill'
    readonly hideFooter?: boolean
    readonly static?: boolean
  }>
  'WebChat.hideOverlay': Command
  'WebChat.showChatButton': Command<unknown>
  'WebChat.hideChatButton': Command<unknown>
  'WebChat.invite': Command<unknown>
  'WebChat.reInvite': Command<unknown>
  /** Internal. */
  'WebChat.configure': Command<unknown>
  /** Rejects while another plugin has reserved the view. */
  'Toaster.open': Command<Readonly<Record<string, unknown>>>
  'Toaster.close': Command<{ readonly immediately?: boolean } | undefined>
  'WebChat.show': Command<unknown>
  'WebChat.hide': Command<unknown>
}

/**
 * The name of a command. Known names complete in the editor. Other names are accepted too.
 *
 * @example
 * const button: { label: string; command: GenesysCommandName } = { label: 'Hide', command: 'WebChat.minimize' }
 */
export type GenesysCommandName = keyof GenesysCommands | (string & {})

/** One side of a command that is known; of any other nothing is known. */
type Side<Name extends string, Key extends 'data' | 'result'> = Name extends keyof GenesysCommands
  ? GenesysCommands[Name] extends { readonly [K in Key]: infer Type }
    ? Type
    : unknown
  : unknown

/**
 * The data that a command takes.
 *
 * @example
 * const overlay: GenesysCommandData<'WebChat.showOverlay'> = { html: node, mode: 'fit' }
 */
export type GenesysCommandData<Name extends string> = Side<Name, 'data'>

/**
 * The value that a command resolves with. It comes from the widget and is not checked, so any field may be missing.
 *
 * @example
 * const count = ({ agents }: GenesysCommandResult<'WebChatService.getAgents'>) => Object.keys(agents ?? {}).length
 */
export type GenesysCommandResult<Name extends string> = Side<Name, 'result'>
