import type { CommandCall } from '../bus/types.ts'
import { emptyMetadata, type WindowMetadata } from './metadata.ts'
import type { TranscriptEntry } from './transcript.ts'

/** What the page put over the transcript. */
export interface Overlay {
  /** Markup, or a live DOM node. */
  html: unknown
  mode: string
  hideFooter: boolean
  /** `hideOverlay` hides the container and leaves what is in it. */
  visible: boolean
}

/** What the window asks or tells the customer over everything else. */
export type WindowAlert =
  | 'session-lost'
  | 'error'
  | 'disconnected'
  | 'reconnected'
  | 'file-type'
  | 'file-size'
  | 'file-count'

/** The WebChat window as data: what a view draws and a test reads. */
export interface WindowState {
  open: boolean
  /** `closed` has not been published yet. */
  isClosing: boolean
  minimized: boolean
  hidden: boolean
  /** The form before a chat, or the transcript with its input. */
  view: 'form' | 'transcript'
  /** Blank after the window was closed and opened again. */
  transcript: TranscriptEntry[]
  form: Record<string, string>
  draft: string
  /** Stays true after the server has ended the chat. */
  inputEnabled: boolean
  agentTyping: boolean
  overlay: Overlay | undefined
  staticOverlay: Overlay | undefined
  alert: WindowAlert | undefined
  /** What the close button asks: during a chat (`end`), or with a half-filled form (`close`). */
  dialog: 'end' | 'close' | undefined
}

/** State that no view shows. */
export interface WindowInternals {
  view: WindowState
  metadata: WindowMetadata
  /** The customer's `ParticipantJoined` was shown. Before that, `injectMessage` is refused. */
  joinedShown: boolean
  endedShown: boolean
  /** The window is on the page, open or not, so messages reach its transcript. */
  built: boolean
  /** It was, at some time since the page was loaded. */
  wasBuilt: boolean
  /** Between `restored` and the next messages. */
  restoring: boolean
  async: boolean
  /** An asynchronous chat was restored while the window was closed. It stays closed. */
  restoredClosed: boolean
  closeCall: CommandCall['deferred'] | undefined
}

export function createWindowState(async: boolean): WindowInternals {
  return {
    view: {
      open: false,
      isClosing: false,
      minimized: false,
      hidden: false,
      view: 'form',
      transcript: [],
      form: {},
      draft: '',
      inputEnabled: false,
      agentTyping: false,
      overlay: undefined,
      staticOverlay: undefined,
      alert: undefined,
      dialog: undefined,
    },
    metadata: emptyMetadata(),
    joinedShown: false,
    endedShown: false,
    built: false,
    wasBuilt: false,
    restoring: false,
    async,
    restoredClosed: false,
    closeCall: undefined,
  }
}

/** Resets what is lost when the window is removed from the page. */
export function blankWindow(view: WindowState): void {
  Object.assign(view, {
    transcript: [],
    form: {},
    draft: '',
    view: 'form',
    agentTyping: false,
    overlay: undefined,
    staticOverlay: undefined,
    alert: undefined,
    dialog: undefined,
  })
}
