// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.
import { expectTypeOf } from 'vitest'
import {
  allAgentsLeft,
  type ChatLifecycle,
  type CXBusLike,
  createChatLifecycle,
  type EndSignal,
  interactionState,
  loadGenesysWidgets,
  type StandaloneChatLifecycle,
  textMarker,
} from '../../src/core.ts'
import type * as react from '../../src/index.ts'
import { de, type GuardLabels } from '../../src/locales/index.ts'
import { createReplayBus, createTestBus, type TestBus } from '../../src/testing/index.ts'

export function core(): void {
  const chat = createChatLifecycle(undefined, { endSignals: [interactionState(), allAgentsLeft()] })
  expectTypeOf(chat).toEqualTypeOf<StandaloneChatLifecycle>()
  expectTypeOf(chat.getState()).toEqualTypeOf<ChatLifecycle>()
  expectTypeOf(chat.subscribe(() => {})).returns.toBeVoid()
  // @ts-expect-error The bus has a place of its own.
  createChatLifecycle(undefined, { bus: undefined })

  expectTypeOf(textMarker(/x/)).toEqualTypeOf<EndSignal>()
  // @ts-expect-error A text would leave open whether it is all of the message.
  textMarker('GenesysTerminateChat')
  const own: EndSignal = {
    name: 'own',
    detect: ({ from }) => (from.type === 'bot' ? 'completed' : undefined),
  }
  createChatLifecycle(undefined, { endSignals: [own] })

  expectTypeOf(loadGenesysWidgets({ baseUrl: '/genesys/' })).resolves.toEqualTypeOf<CXBusLike>()
  // @ts-expect-error Where the widget lies cannot be guessed.
  loadGenesysWidgets({})
}

export function entries(): void {
  // Both entries hand out the same, so that an app may take either.
  expectTypeOf<typeof react.createChatLifecycle>().toEqualTypeOf<typeof createChatLifecycle>()
  expectTypeOf<react.EndSignal>().toEqualTypeOf<EndSignal>()

  expectTypeOf(de).toEqualTypeOf<GuardLabels>()
  expectTypeOf(createTestBus()).toEqualTypeOf<TestBus>()
  expectTypeOf(createTestBus().bus).toExtend<CXBusLike>()
  expectTypeOf(createReplayBus().bus).toExtend<CXBusLike>()
}
