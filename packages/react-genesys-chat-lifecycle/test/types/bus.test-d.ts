// Checked by `tsc`, the first step of `npm test`: an assertion that does not hold does not compile.
import { expectTypeOf } from 'vitest'
import {
  type AgentsPayload,
  type BusEnvelope,
  type GenesysBusEnvelope,
  type GenesysBusEventName,
  type GenesysCommandData,
  type GenesysCommandName,
  type GenesysCommandResult,
  type RawChatMessage,
  type RunGenesysCommand,
  useGenesysBusEvent,
  useGenesysCommand,
  type WindowPayload,
} from '../../src/index.ts'

declare module '../../src/index.ts' {
  interface GenesysBusEvents {
    'MyPlugin.rated': { readonly stars: number }
  }
  interface GenesysCommands {
    'MyPlugin.rate': { readonly data: { readonly stars: number }; readonly result: boolean }
  }
}

declare const name: string

export function useEvents(): void {
  useGenesysBusEvent('WebChatService.messageReceived', ({ data, publisher, time }) => {
    expectTypeOf(data.originalMessages).toEqualTypeOf<readonly RawChatMessage[] | undefined>()
    expectTypeOf(publisher).toBeString()
    expectTypeOf(time).toBeNumber()
  })
  useGenesysBusEvent('WebChatService.agentConnected', ({ data }) =>
    expectTypeOf(data).toEqualTypeOf<AgentsPayload>(),
  )
  useGenesysBusEvent('WebChat.completed', ({ data }) => expectTypeOf(data).toEqualTypeOf<WindowPayload>())
  useGenesysBusEvent('WebChatService.restored', ({ data }) =>
    expectTypeOf(data.async).toEqualTypeOf<boolean | undefined>(),
  )
  useGenesysBusEvent('MyPlugin.rated', ({ data }) => expectTypeOf(data.stars).toBeNumber())

  // The token is not offered.
  useGenesysBusEvent('WebChatService.started', ({ data }) =>
    expectTypeOf<keyof NonNullable<typeof data.data>>().toEqualTypeOf<'sessionId'>(),
  )

  // Any other name is taken, and of what it carries nothing is known.
  useGenesysBusEvent('WebChat.ended', (envelope) => expectTypeOf(envelope).toEqualTypeOf<BusEnvelope>())
  useGenesysBusEvent(name, ({ data }) => expectTypeOf(data).toBeUnknown())

  // @ts-expect-error What is known of an event cannot be evaded.
  useGenesysBusEvent('WebChatService.restored', ({ data }: { data: { async: string } }) => data.async)

  expectTypeOf<'WebChat.opened'>().toExtend<GenesysBusEventName>()
  expectTypeOf<string>().toExtend<GenesysBusEventName>()
  expectTypeOf<GenesysBusEnvelope<'Some.thing'>>().toEqualTypeOf<BusEnvelope>()
}

export function useCommands(): void {
  const run = useGenesysCommand()
  expectTypeOf(run).toEqualTypeOf<RunGenesysCommand>()

  expectTypeOf(run('WebChat.minimize')).toEqualTypeOf<Promise<unknown>>()
  run('WebChat.minimize', { minimized: true })
  expectTypeOf(run('WebChatService.getAgents')).resolves.toEqualTypeOf<Pick<AgentsPayload, 'agents'>>()
  expectTypeOf(run('WebChatService.getSessionData')).resolves.toEqualTypeOf<
    { readonly sessionId?: string } | ''
  >()
  expectTypeOf(run('MyPlugin.rate', { stars: 5 })).resolves.toBeBoolean()

  // Any other name is taken.
  expectTypeOf(run('WebChat.destroy')).toEqualTypeOf<Promise<unknown>>()
  expectTypeOf(run(name, { any: 'thing' })).toEqualTypeOf<Promise<unknown>>()

  // @ts-expect-error This one needs its data,
  run('WebChatService.sendMessage')
  // @ts-expect-error of the right shape,
  run('WebChatService.sendMessage', { text: 'Hello' })
  // @ts-expect-error and this one takes none.
  run('WebChatService.endChat', { force: true })

  expectTypeOf<GenesysCommandData<'WebChatService.sendMessage'>>().toEqualTypeOf<{
    readonly message: string
  }>()
  expectTypeOf<GenesysCommandResult<'Some.thing'>>().toBeUnknown()
  expectTypeOf<'WebChat.open'>().toExtend<GenesysCommandName>()
}
