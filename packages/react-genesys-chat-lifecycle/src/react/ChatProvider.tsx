'use client'

import * as React from 'react'
import { Chat } from '../chat/chat.ts'
import { CHAT_CHECKS } from '../chat/checks.ts'
import type { ChatCoreOptions } from '../chat/options.ts'
import { checkOptions } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import type { PlatformFactory } from '../platform/port.ts'
import { actionsContext, chatContext } from './context.ts'

/** What makes a provider of a platform. */
export interface PlatformProviderProps<Options extends ChatCoreOptions> {
  /** Names the provider in messages to developers. */
  name: string
  /** Makes the platform. It reads options when it needs them. */
  platform: (options: () => Options) => PlatformFactory
  options: Options
  /** Another one makes another chat. */
  identity: unknown
  children?: React.ReactNode
}

/** The provider of every platform: they differ in nothing but the platform. */
export function ChatProvider<Options extends ChatCoreOptions>({
  name,
  platform,
  options,
  identity,
  children,
}: PlatformProviderProps<Options>): React.ReactNode {
  const [held, setHeld] = React.useState(() => createHeld(identity, platform, options))
  let { chat, setOptions } = held
  if (!Object.is(held.identity, identity)) {
    const next = createHeld(identity, platform, options)
    ;({ chat, setOptions } = next)
    setHeld(next)
  }

  React.useEffect(() => chat.attach(), [chat])
  React.useEffect(() => {
    inDevelopment(() => checkOptions(name, options as object, CHAT_CHECKS))
    setOptions(options)
  })

  const State = chatContext().Provider
  const Actions = actionsContext().Provider
  return (
    <State value={chat}>
      <Actions value={chat.actions}>{children}</Actions>
    </State>
  )
}

interface Held<Options> {
  readonly identity: unknown
  readonly chat: Chat
  readonly setOptions: (options: Options) => void
}

function createHeld<Options extends ChatCoreOptions>(
  identity: unknown,
  platform: (options: () => Options) => PlatformFactory,
  initial: Options,
): Held<Options> {
  let options = initial
  const chat = new Chat(
    platform(() => options),
    options,
  )
  return {
    identity,
    chat,
    setOptions(next) {
      options = next
      chat.setOptions(options)
    },
  }
}
