import type { CXBusCommandCall } from '../../platform/genesys-widgets/busTypes.ts'
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
  /** It is on its way out: `closed` has not been published. */
  closing: boolean
  minimized: boolean
  hidden: boolean
  /** The form before a chat, or the transcript with its input. */
  view: 'form' | 'transcript'
  /** Blank after the window was closed and opened again. */
  transcript: TranscriptEntry[]
  form: Record<string, string>
  /** What stands in the input. */
  draft: string
  /** The input takes text, and sends it. Stays true after the server ended the chat. */
  inputEnabled: boolean
  agentTyping: boolean
  overlay: Overlay | undefined
  staticOverlay: Overlay | undefined
  alert: WindowAlert | undefined
  /** `end`: the cross was pressed during a chat. `close`: with a form half filled in. */
  dialog: 'end' | 'close' | undefined
}

/** State that no view shows. */
export interface WindowInternals {
  view: WindowState
  metadata: WindowMetadata
  /** The customer's `ParticipantJoined` was shown: with it `injectMessage` opens its gate. */
  joinedShown: boolean
  endedShown: boolean
  /** There is a window in the page, though perhaps not open yet: messages land in its transcript. */
  built: boolean
  /** Between `restored` and the next messages. */
  restoring: boolean
  async: boolean
  /** An asynchronous chat was restored while the window was closed: it stays closed. */
  restoredClosed: boolean
  closeCall: CXBusCommandCall['deferred'] | undefined
}

export function createWindowState(async: boolean): WindowInternals {
  return {
    view: {
      open: false,
      closing: false,
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
    restoring: false,
    async,
    restoredClosed: false,
    closeCall: undefined,
  }
}

/** What removing the window from the page takes with it. */
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
