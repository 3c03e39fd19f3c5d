// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.
import type { ReactNode } from 'react'
import { expectTypeOf } from 'vitest'
import {
  ChatCommandError,
  type ChatCommandErrorKind,
  ChatEndGuard,
  type ChatEndGuardHandle,
  type ChatEndGuardProps,
  type ChatLifecycle,
  type ChatMessage,
  type ChatPhase,
  type EndReason,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  type MessageChoice,
  type MessageDelivery,
  type SegmentState,
  useChatEndGuard,
  useGenesysChatIdle,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysChatUnread,
  useSecondsLeft,
} from '../../src/index.ts'
import { de, en, fr } from '../../src/locales/index.ts'
import { createTestBus } from '../../src/testing/index.ts'

export function useLifecycle(): void {
  const chat = useGenesysChatLifecycle()
  expectTypeOf(chat).toEqualTypeOf<ChatLifecycle>()
  expectTypeOf(chat.phase).toEqualTypeOf<
    'connecting' | 'unavailable' | 'idle' | 'starting' | 'waiting' | 'active' | 'closed' | 'ending' | 'ended'
  >()
  expectTypeOf(chat.endReason).toEqualTypeOf<EndReason | null>()
  expectTypeOf(chat.hasSession).toBeBoolean()
  expectTypeOf(chat.isRestored).toBeBoolean()
  expectTypeOf(chat.startedAt).toEqualTypeOf<number | null>()
  expectTypeOf(chat.platform).toEqualTypeOf<'genesys-widgets' | 'genesys-messenger' | null>()
  expectTypeOf(chat.transport).toEqualTypeOf<'digital-channels' | 'gms' | 'genesys-cloud' | null>()
  expectTypeOf(chat.agents).toEqualTypeOf<
    readonly {
      readonly id: string
      readonly name: string
      readonly role: 'agent' | 'supervisor'
      readonly joinedAt: number | null
    }[]
  >()
  expectTypeOf<EndReason>().toEqualTypeOf<
    'agent' | 'customer' | 'idle' | 'server' | 'session-lost' | 'restore-failed'
  >()
  expectTypeOf(chat.send).returns.toEqualTypeOf<Promise<{ readonly status: 'sent' | 'held' | 'blocked' }>>()
  expectTypeOf(chat.reset).toEqualTypeOf<() => Promise<void>>()
  expectTypeOf(chat.send).parameters.toEqualTypeOf<[message: string | MessageChoice]>()
  if (chat.closedSegment) {
    expectTypeOf(chat.closedSegment.state).toEqualTypeOf<SegmentState>()
    expectTypeOf(chat.closedSegment.agentName).toEqualTypeOf<string | null>()
    expectTypeOf(chat.closedSegment.at).toBeNumber()
  }
  // @ts-expect-error While the segment is open there is no closed segment.
  chat.closedSegment.state
  // @ts-expect-error The state is read, never written.
  chat.phase = 'idle'

  expectTypeOf(useGenesysChatLifecycle(({ phase }) => phase)).toEqualTypeOf<ChatPhase>()
  expectTypeOf(useGenesysChatLifecycle(({ agents }) => agents.map(({ name }) => name))).toEqualTypeOf<
    string[]
  >()
  useGenesysChatLifecycle(
    ({ agents }) => agents.length,
    (a, b) => {
      expectTypeOf(a).toBeNumber()
      return a === b
    },
  )

  const { isWarning, endsAt, keepAlive } = useGenesysChatIdle({ warnAfterMs: 240_000, endAfterMs: undefined })
  expectTypeOf(isWarning).toBeBoolean()
  expectTypeOf(endsAt).toEqualTypeOf<number | null>()
  expectTypeOf(keepAlive).toEqualTypeOf<() => void>()
  // @ts-expect-error A time is a number of milliseconds.
  useGenesysChatIdle({ endAfterMs: '5m' })
  const transcript = useGenesysChatMessages({ filter: ({ text }) => text !== 'GenesysTerminateChat' })
  expectTypeOf(transcript.messages).toEqualTypeOf<readonly ChatMessage[]>()
  expectTypeOf(transcript.hasOlder).toBeBoolean()
  expectTypeOf(transcript.loadOlder).returns.toEqualTypeOf<Promise<void>>()
  expectTypeOf<ChatMessage['delivery']>().toEqualTypeOf<MessageDelivery | null>()
  expectTypeOf<MessageDelivery>().toEqualTypeOf<'sending' | 'sent' | 'failed' | 'unknown' | 'held'>()
  // @ts-expect-error A filter says whether a message is shown.
  useGenesysChatMessages({ filter: 'text' })
  expectTypeOf(useGenesysChatUnread()).toBeNumber()
  expectTypeOf(useGenesysChatUnread({ isVisible: undefined })).toBeNumber()
  // @ts-expect-error Whether it is visible is a boolean.
  useGenesysChatUnread({ isVisible: 'yes' })
  expectTypeOf(useSecondsLeft).parameters.toEqualTypeOf<[endsAt: number | null]>()
  expectTypeOf(new ChatCommandError('a', 'timeout', 'b').kind).toEqualTypeOf<ChatCommandErrorKind>()
  expectTypeOf<ChatCommandErrorKind>().toEqualTypeOf<
    | 'rejected'
    | 'timeout'
    | 'cancelled'
    | 'unavailable'
    | 'unsupported'
    | 'file-type'
    | 'file-size'
    | 'file-count'
  >()
}

export function Guard(): ReactNode {
  expectTypeOf(useChatEndGuard({ canUseOverlay: true })).toEqualTypeOf<ChatEndGuardHandle>()
  // @ts-expect-error There is no such policy.
  useChatEndGuard({ asyncPolicy: 'shout' })
  // @ts-expect-error An overlay is for who fills it: the component does so by itself.
  const notAProp = <ChatEndGuard canUseOverlay />

  // Whatever is optional may be given as undefined, so that options can be passed through.
  expectTypeOf<{ notice: undefined; locale: undefined }>().toExtend<ChatEndGuardProps>()

  return (
    <ChatEndGuard
      notice={({ agentName, isAsync }) => (isAsync ? (agentName ?? '') : null)}
      locale={[de, fr, en]}
      labels={{ dismiss: 'OK' }}
      bubble={{ time: false, avatar: { icon: 'bot' } }}
      beforeEnd={async ({ agentName }, { signal }) => {
        expectTypeOf(agentName).toEqualTypeOf<string | null>()
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
      }}
      beforeEndTimeoutMs={60_000}
      onEnd={({ sessionId }) => expectTypeOf(sessionId).toEqualTypeOf<string | null>()}
    >
      {(handle) => {
        expectTypeOf(handle).toEqualTypeOf<ChatEndGuardHandle>()
        return notAProp
      }}
    </ChatEndGuard>
  )
}

export function Provider(): ReactNode {
  const testBus = createTestBus({ async: true })
  // @ts-expect-error The vendor's raw HTML has no door here.
  const bubble: ChatEndGuardProps['bubble'] = { avatar: { custom: '<img>' } }
  // @ts-expect-error There is no such mode.
  const mode: GenesysChatProviderProps['asyncMode'] = 'always'
  return (
    <>
      <GenesysChatProvider bus={testBus.bus} />
      <GenesysChatProvider bus={() => testBus.bus} />
      <GenesysChatProvider bus={Promise.resolve(testBus.bus)} />
      <GenesysChatProvider bus={async () => testBus.bus} />
      <GenesysChatProvider
        asyncMode={mode}
        forgetToken={async () => {}}
        onEnded={({ reason }) => expectTypeOf(reason).toEqualTypeOf<EndReason>()}
      >
        <ChatEndGuard bubble={bubble} />
      </GenesysChatProvider>
    </>
  )
}
