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
  useGenesysBeforeCommand,
  useGenesysBusEvent,
  useGenesysCommand,
  useGenesysPreProcessor,
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

  // Every event that exists is known, of other plugins by its name.
  useGenesysBusEvent('Toaster.opened', ({ data }) => expectTypeOf(data).toBeUnknown())
  useGenesysBusEvent('WebChat.data.open', ({ data }) => expectTypeOf(data.value).toBeUnknown())

  // Any other name is taken, and of what it carries nothing is known.
  useGenesysBusEvent('WebChat.ended', (envelope) => expectTypeOf(envelope).toEqualTypeOf<BusEnvelope>())
  useGenesysBusEvent(name, ({ data }) => expectTypeOf(data).toBeUnknown())

  // @ts-expect-error What is known of an event cannot be evaded.
  useGenesysBusEvent('WebChatService.restored', ({ data }: { data: { async: string } }) => data.async)

  expectTypeOf<'WebChat.opened'>().toExtend<GenesysBusEventName>()
  expectTypeOf<string>().toExtend<GenesysBusEventName>()
  expectTypeOf<GenesysBusEnvelope<'Some.thing'>>().toEqualTypeOf<BusEnvelope>()
}

export function useHooks(): void {
  useGenesysBeforeCommand('WebChatService.sendMessage', ({ message }) => ({ message: message.trim() }))
  useGenesysBeforeCommand('WebChatService.sendMessage', () => false)
  useGenesysBeforeCommand('WebChatService.sendMessage', () => {})
  useGenesysBeforeCommand('MyPlugin.rate', (data) => expectTypeOf(data.stars).toBeNumber() && data)
  useGenesysBeforeCommand(name, (data) => expectTypeOf(data).toBeUnknown() && undefined)
  // @ts-expect-error Data of another shape changes nothing.
  useGenesysBeforeCommand('WebChatService.sendMessage', () => ({ text: 'Hello' }))
  useGenesysPreProcessor(({ text }) => (text ? { text: text.toUpperCase() } : undefined))
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

  run('Toaster.open', { title: 'Hello' })
  run('Toaster.close')
  run('WebChatService.sendFilteredMessage', { message: '#1', regex: /#\d/ })
  // @ts-expect-error A filter is a regular expression.
  run('WebChatService.sendFilteredMessage', { message: '#1', regex: '#1' })

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
