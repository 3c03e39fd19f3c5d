// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.
import type { ComponentType, ReactNode } from 'react'
import { expectTypeOf } from 'vitest'
import type { ChatOptions } from '../../src/chat/options.ts'
import {
  ChatEndGuard,
  type FileLimits,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  type MessageChoice,
  type SendResult,
  useChatEndGuard,
  useGenesysChatActions,
  useGenesysChatIdle,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysChatUnread,
  useSecondsLeft,
} from '../../src/index.ts'
import {
  type GenesysLike,
  GenesysMessengerProvider,
  type GenesysMessengerProviderProps,
  type SessionWarning,
} from '../../src/messenger.ts'
import { createTestMessenger } from '../../src/testing/index.ts'

/** The parts of a chat UI that was written for Genesys Widgets. */
function Transcript(): ReactNode {
  const { messages, hasOlder, loadOlder, retry, discard } = useGenesysChatMessages()
  const { send, sendFile, getFileLimits, sendTyping, updateUserData, reset, closeWindow, injectNotice } =
    useGenesysChatActions()
  const unread = useGenesysChatUnread({ isVisible: false })
  const { isWarning } = useGenesysChatIdle({ warnAfterMs: 60_000, endAfterMs: 120_000 })
  const { heldFollowUps, sendFollowUp, discardFollowUp, endsAt } = useChatEndGuard()
  const secondsLeft = useSecondsLeft(endsAt)
  const choose = (choice: MessageChoice): Promise<SendResult> => send(choice)
  const upload = (file: File): Promise<SendResult> =>
    sendFile(file, { onProgress: (part) => part.toFixed(2) })
  const limits = (): Promise<FileLimits | null> => getFileLimits()
  const rest = [
    sendTyping,
    () => updateUserData({ basket: '42' }),
    reset,
    closeWindow,
    () => injectNotice('Bye'),
  ]
  return (
    <ul title={`${unread} ${isWarning} ${secondsLeft} ${rest.length} ${String(limits)} ${String(upload)}`}>
      {hasOlder && <button type="button" onClick={() => void loadOlder()} />}
      {messages.map(({ id, text, quickReplies, cards, attachments, delivery, error }) => (
        <li key={id} title={`${attachments.length} ${delivery} ${error?.message}`}>
          {text}
          {[...quickReplies, ...cards.flatMap(({ choices }) => choices)].map((choice) => (
            <button type="button" key={choice.text} onClick={() => void choose(choice)} />
          ))}
          <button type="button" onClick={() => void retry(id)} onBlur={() => discard(id)} />
        </li>
      ))}
      {heldFollowUps.map(({ id }) => (
        <button
          type="button"
          key={id}
          onClick={() => void sendFollowUp(id)}
          onBlur={() => discardFollowUp(id)}
        />
      ))}
    </ul>
  )
}

/** A component written for Genesys Widgets. */
function Chat(): ReactNode {
  const { phase, closedSegment, start, send, end } = useGenesysChatLifecycle()
  const isClosed = useGenesysChatLifecycle((chat) => chat.closedSegment !== null)
  const { openWindow } = useGenesysChatActions()
  const { notice, dismissNotice } = useChatEndGuard({ asyncPolicy: 'notify' })
  const { messages } = useGenesysChatMessages()
  return (
    <button
      type="button"
      disabled={isClosed}
      title={`${phase} ${closedSegment?.agentName} ${notice} ${messages.length}`}
      onClick={() => {
        dismissNotice()
        void start({ form: { firstname: 'Joe' } })
          .then(() => send('Hello'))
          .then(() => openWindow())
          .then(() => end({ closeWindow: true }))
      }}
    />
  )
}

/** The same application on either platform: only the provider is another one. */
export const app = (Provider: ComponentType<ChatOptions & { children?: ReactNode }>): ReactNode => (
  <Provider
    asyncMode="auto"
    restorePolicy="end-closed"
    onSegmentClosed={({ key, agentName, isAsync }) => [key, agentName, isAsync]}
    onSegmentReopened={({ key }) => key}
    onEnded={({ reason, sessionId }) => [reason, sessionId]}
    onError={(error) => error.message}
  >
    <Chat />
    <Transcript />
    <ChatEndGuard followUps="confirm" endDelayMs={30_000} />
  </Provider>
)

export const apps: readonly ReactNode[] = [app(GenesysChatProvider), app(GenesysMessengerProvider)]

export function useProps(): void {
  type Shared = keyof ChatOptions
  expectTypeOf<Pick<GenesysMessengerProviderProps, Shared>>().toEqualTypeOf<
    Pick<GenesysChatProviderProps, Shared>
  >()
  expectTypeOf<GenesysMessengerProviderProps>().not.toHaveProperty('bus')
  expectTypeOf<GenesysChatProviderProps>().not.toHaveProperty('genesys')
  expectTypeOf<NonNullable<GenesysMessengerProviderProps['onSessionWarning']>>().parameters.toEqualTypeOf<
    [SessionWarning]
  >()
  // The vendor's global is taken as it is, and so is the one for tests.
  expectTypeOf<(...call: unknown[]) => unknown>().toExtend<GenesysLike>()
  expectTypeOf(createTestMessenger().genesys).toExtend<GenesysLike>()
}
