/** A message as GMS Chat API v2 delivers it. */
export interface GmsWireMessage {
  readonly type: string
  /** Counted from 1 in each chat. */
  readonly index: number
  /** Epoch milliseconds. */
  readonly utcTime: number
  readonly from?: { readonly nickname: string; readonly participantId: number; readonly type: string }
  readonly text?: string
  readonly userData?: Readonly<Record<string, string>>
  readonly eventAttributes?: {
    readonly GCTI_SYSTEM?: { readonly 'party-info'?: { readonly style?: string } }
  }
}

/** The answer to any request. */
export interface GmsWireAnswer {
  /** 0: done. 1: the chat server is away. 2: refused. */
  readonly statusCode: number
  readonly chatEnded: boolean
  readonly messages: readonly GmsWireMessage[]
  readonly chatId?: string
  readonly userId?: string
  readonly secureKey?: string
  readonly alias?: string
  readonly errors?: readonly { readonly code: number }[]
}

/** What every request in a chat shows. */
export interface GmsShownKeys {
  readonly chatId: string
  readonly userId: string
  readonly secureKey: string
  readonly alias: string
  /** The first index that is wanted. */
  readonly transcriptPosition: number
}

export interface GmsWireStart {
  readonly nickname: string
  readonly firstName: string
  readonly lastName: string
  readonly endpoint: string
  readonly userData: Readonly<Record<string, unknown>>
}

/**
 * GMS Chat API v2 as function calls.
 *
 * Each resolves with an answer, refusals that came with the status 200 included, or rejects with a `TransportError`.
 */
export interface GmsServer {
  start(request: GmsWireStart): Promise<GmsWireAnswer>
  refresh(request: GmsShownKeys): Promise<GmsWireAnswer>
  send(request: GmsShownKeys & { message: string }): Promise<GmsWireAnswer>
  startTyping(request: GmsShownKeys & { message: string }): Promise<GmsWireAnswer>
  stopTyping(request: GmsShownKeys & { message: string }): Promise<GmsWireAnswer>
  updateData(request: GmsShownKeys & { userData: Readonly<Record<string, unknown>> }): Promise<GmsWireAnswer>
  file(request: GmsShownKeys & { file: unknown }): Promise<GmsWireAnswer>
  fileLimits(request: GmsShownKeys): Promise<GmsWireAnswer>
  disconnect(request: GmsShownKeys): Promise<GmsWireAnswer>
}
