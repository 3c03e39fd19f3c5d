// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.

import { createReplayBus } from 'genesys-models/replay'
import { expectTypeOf } from 'vitest'
import {
  allAgentsLeft,
  type ChatEnd,
  type ChatLifecycle,
  type ChatLifecycleOptions,
  type ChatLifecycleStore,
  type ClosedSegment,
  type CloseResult,
  type CloseSignal,
  type CXBusLike,
  createChatLifecycle,
  type FileLimits,
  interactionState,
  loadGenesysWidgets,
  type MessageChoice,
  type OpenResult,
  saveTranscript,
  textMarker,
  transcriptOf,
} from '../../src/core.ts'
import type * as react from '../../src/index.ts'
import { de, type GuardLabels } from '../../src/locales/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'

export function core(): void {
  const chat = createChatLifecycle({ closeSignals: [interactionState(), allAgentsLeft()] })
  expectTypeOf(chat).toEqualTypeOf<ChatLifecycleStore<Omit<ChatLifecycleOptions, 'bus'>>>()
  // Nothing internal can be reached.
  expectTypeOf<keyof ChatLifecycleStore>().toEqualTypeOf<
    'getState' | 'subscribe' | 'on' | 'actions' | 'setOptions' | 'attach' | 'destroy'
  >()
  expectTypeOf(chat.getState()).toEqualTypeOf<ChatLifecycle>()
  expectTypeOf(chat.subscribe(() => {})).returns.toBeVoid()
  createChatLifecycle()
  createChatLifecycle({ bus: undefined })
  // @ts-expect-error The bus is one of the options.
  createChatLifecycle(createTestBus().bus)

  chat.setOptions({ restorePolicy: 'end-closed', onEnded: undefined })
  // @ts-expect-error The bus of a store cannot be replaced.
  chat.setOptions({ bus: createTestBus().bus })
  // @ts-expect-error There is no such policy.
  chat.setOptions({ restorePolicy: 'close' })

  expectTypeOf(
    chat.on('segmentClosed', (segment) => expectTypeOf(segment).toEqualTypeOf<ClosedSegment>()),
  ).returns.toBeVoid()
  chat.on('segmentReopened', (segment) => expectTypeOf(segment).toEqualTypeOf<ClosedSegment>())
  chat.on('ended', (end) => expectTypeOf(end).toEqualTypeOf<ChatEnd>())
  chat.on('message', ({ text, from }) => expectTypeOf([text, from.name]).toEqualTypeOf<string[]>())
  chat.on('error', (error) => expectTypeOf(error.message).toBeString())
  // @ts-expect-error There is no such event.
  chat.on('closed', () => {})

  expectTypeOf(textMarker(/x/)).toEqualTypeOf<CloseSignal>()
  expectTypeOf(textMarker('GenesysTerminateChat')).toEqualTypeOf<CloseSignal>()
  // @ts-expect-error Neither a text nor a pattern.
  textMarker(7)
  const choice: MessageChoice | undefined = transcriptOf(chat).getMessages()[0]?.quickReplies[0]
  if (choice) chat.actions.send(choice)
  expectTypeOf(chat.actions.openWindow()).resolves.toEqualTypeOf<OpenResult>()
  expectTypeOf(chat.actions.closeWindow()).resolves.toEqualTypeOf<CloseResult>()
  expectTypeOf(chat.actions.getFileLimits()).resolves.toEqualTypeOf<FileLimits | null>()
  chat.actions.sendFile(new File([], 'a.png'), { onProgress: (part) => expectTypeOf(part).toBeNumber() })
  // @ts-expect-error A file, and no list of them.
  chat.actions.sendFile([new File([], 'a.png')])
  saveTranscript(transcriptOf(chat).getMessages(), { format: 'json' })
  // @ts-expect-error There is no such format.
  saveTranscript([], { format: 'pdf' })
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
