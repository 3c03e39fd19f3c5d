// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.
import { expectTypeOf } from 'vitest'
import {
  allAgentsLeft,
  type ChatLifecycle,
  type CXBusLike,
  createChatLifecycle,
  type CloseSignal,
  interactionState,
  loadGenesysWidgets,
  type ChatLifecycleStore,
  textMarker,
} from '../../src/core.ts'
import type * as react from '../../src/index.ts'
import { de, type GuardLabels } from '../../src/locales/index.ts'
import { createReplayBus, createTestBus, type TestBus } from '../../src/testing/index.ts'

export function core(): void {
  const chat = createChatLifecycle({ closeSignals: [interactionState(), allAgentsLeft()] })
  expectTypeOf(chat).toEqualTypeOf<ChatLifecycleStore>()
  expectTypeOf(chat.getState()).toEqualTypeOf<ChatLifecycle>()
  expectTypeOf(chat.subscribe(() => {})).returns.toBeVoid()
  // @ts-expect-error The bus has a place of its own.
  createChatLifecycle({ bus: undefined })

  expectTypeOf(textMarker(/x/)).toEqualTypeOf<CloseSignal>()
  // @ts-expect-error A text would leave open whether it is all of the message.
  textMarker('GenesysTerminateChat')
  const own: CloseSignal = {
    name: 'own',
    detect: ({ from }) => (from.type === 'bot' ? 'completed' : undefined),
  }
  createChatLifecycle({ closeSignals: [own] })

  expectTypeOf(loadGenesysWidgets({ baseUrl: '/genesys/' })).resolves.toEqualTypeOf<CXBusLike>()
  // @ts-expect-error Where the widget lies cannot be guessed.
  loadGenesysWidgets({})
}

export function entries(): void {
  // Both entries hand out the same, so that an app may take either.
  expectTypeOf<typeof react.createChatLifecycle>().toEqualTypeOf<typeof createChatLifecycle>()
  expectTypeOf<react.CloseSignal>().toEqualTypeOf<CloseSignal>()

  expectTypeOf(de).toEqualTypeOf<GuardLabels>()
  expectTypeOf(createTestBus()).toEqualTypeOf<TestBus>()
  createTestBus().install(window)
  expectTypeOf(createTestBus().bus).toExtend<CXBusLike>()
  expectTypeOf(createReplayBus().bus).toExtend<CXBusLike>()
}
