/** Who wrote a message, as GMS reports it. */
export interface GmsSender {
  /** Counted in each chat. The customer is 1. */
  readonly participantId: number
  readonly type: string
  readonly nickname: string
}

/** A message as GMS Chat API v2 reports it. */
export interface GmsMessage {
  readonly type: string
  /** Counted from 1 in each chat. */
  readonly index: number
  /** Epoch milliseconds. */
  readonly utcTime: number
  readonly from?: GmsSender
  readonly text?: string
  readonly messageType?: string
  readonly userData?: Readonly<Record<string, string>>
  readonly eventAttributes?: Readonly<Record<string, unknown>>
  readonly event?: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** Names a chat, and proves that it is the customer's. */
export interface GmsKeys {
  readonly chatId: string
  readonly userId: string
  readonly secureKey: string
  readonly alias: string
}

export interface GmsError {
  readonly code: number
  readonly advice: string
}

/** An answer of GMS Chat API v2. A refusal has `errors`, and no keys. */
export interface GmsAnswer extends Partial<GmsKeys> {
  /** 0: done. 1: the chat server is away, ask again. 2: refused. */
  readonly statusCode: 0 | 1 | 2
  readonly chatEnded: boolean
  readonly messages: readonly GmsMessage[]
  /** The index that the next message will have. */
  readonly nextPosition?: number
  readonly userData?: Readonly<Record<string, string>>
  readonly errors?: readonly GmsError[]
}
