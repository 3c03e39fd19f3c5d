/**
 * Provider, hooks and guard for React, over Genesys Widgets. It also has everything of `react-genesys-chat-lifecycle/core`.
 *
 * ```tsx
 * <GenesysChatProvider>
 *   <Shop />
 *   <ChatEndGuard />
 * </GenesysChatProvider>
 * ```
 *
 * @module react-genesys-chat-lifecycle
 */

'use client'

export * from './core.ts'
export type { GuardLocale } from './guard/labels.ts'
export type { ChatEndGuardOptions } from './guard/options.ts'
export type {
  ClosedSegmentPolicy,
  CurrentNoticePlacement,
  FollowUpPolicy,
  NoticePlacement,
} from './guard/rule.ts'
export type { HeldFollowUp } from './guard/state.ts'
export type { GuardLabels } from './locales/labels.ts'
export { ChatEndGuard, type ChatEndGuardProps } from './react/ChatEndGuard.tsx'
export { GenesysChatProvider, type GenesysChatProviderProps } from './react/GenesysChatProvider.tsx'
export {
  type ChatEndGuardHandle,
  type UseChatEndGuardOptions,
  useChatEndGuard,
} from './react/useChatEndGuard.ts'
export {
  type BeforeGenesysCommand,
  useGenesysBeforeCommand,
} from './react/useGenesysBeforeCommand.ts'
export { useGenesysBusEvent } from './react/useGenesysBusEvent.ts'
export { useGenesysChatActions } from './react/useGenesysChatActions.ts'
export {
  type ChatIdleHandle,
  type UseGenesysChatIdleOptions,
  useGenesysChatIdle,
} from './react/useGenesysChatIdle.ts'
export { useGenesysChatLifecycle } from './react/useGenesysChatLifecycle.ts'
export {
  type GenesysChatMessages,
  type UseGenesysChatMessagesOptions,
  useGenesysChatMessages,
} from './react/useGenesysChatMessages.ts'
export { type UseGenesysChatUnreadOptions, useGenesysChatUnread } from './react/useGenesysChatUnread.ts'
export { type RunGenesysCommand, useGenesysCommand } from './react/useGenesysCommand.ts'
export { useGenesysPreProcessor } from './react/useGenesysPreProcessor.ts'
export { useSecondsLeft } from './react/useSecondsLeft.ts'
