import type { ServerMessage } from '../platform/message.ts'
import type { EndReason, MessageSource, PlatformName, TransportName, WindowState } from '../platform/port.ts'
import type { ChatServiceError } from '../platform/serviceError.ts'
import type { ReadMessage } from './readMessage.ts'
import type { SegmentMemory } from './segment.ts'

/** Everything that can change the state. */
export type ChatEvent =
  | {
      readonly type: 'status'
      readonly status: 'connecting' | 'connected' | 'unavailable'
      readonly platform: PlatformName
      readonly transport: TransportName | null
    }
  | { readonly type: 'transport'; readonly transport: TransportName | null }
  /** It is being found out whether there is a session. */
  | { readonly type: 'deciding' }
  | { readonly type: 'noSession' }
  | { readonly type: 'starting' }
  | { readonly type: 'startFailed' }
  | {
      readonly type: 'joined'
      readonly sessionId: string | null
      readonly memory: SegmentMemory | null
      /** A session that began before this moment, in epoch milliseconds, was restored. */
      readonly restoredBefore: number
      readonly startedAt: number | null
    }
  | {
      readonly type: 'messages'
      readonly messages: readonly ReadMessage[]
      readonly source: MessageSource
      readonly now: number
    }
  | { readonly type: 'presence'; readonly messages: readonly ServerMessage[] }
  /** A signal that no message carries. */
  | { readonly type: 'signal'; readonly signal: string; readonly now: number }
  /** Another tab of this session reported how its segment stands. */
  | { readonly type: 'told'; readonly segment: SegmentMemory }
  | { readonly type: 'typing'; readonly typing: boolean }
  | { readonly type: 'connection'; readonly connection: 'online' | 'offline' }
  | { readonly type: 'window'; readonly window: WindowState }
  | { readonly type: 'mode'; readonly isAsync: boolean }
  | { readonly type: 'error'; readonly error: ChatServiceError }
  | { readonly type: 'recovered' }
  | { readonly type: 'ending' }
  /** The request to end was never sent. */
  | { readonly type: 'endFailed' }
  | { readonly type: 'ended'; readonly reason: EndReason }
  /** The next customer begins with nothing. */
  | { readonly type: 'reset' }
