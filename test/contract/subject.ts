import type { Transport } from 'genesys-simulator/server'
import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'

/** How a command came out. `never settled`: not within the time that was given. */
export interface Outcome {
  readonly outcome: 'resolved' | 'rejected' | 'never settled'
  readonly value: unknown
}

interface Deferred {
  done(callback: (...values: unknown[]) => void): unknown
  fail(callback: (...reasons: unknown[]) => void): unknown
  always(callback: (...values: unknown[]) => void): unknown
  then(done?: (value: unknown) => void, fail?: (reason: unknown) => void): unknown
  state(): string
}

/** A door to the bus, with everything that any door has: what one lacks is `undefined`. */
export interface Door {
  command(name: string, data?: unknown): Deferred
  subscribe(event: string, callback?: (envelope: BusEnvelope) => void): string | false
  unsubscribe(event: string): unknown
  publish(event: string, data?: unknown): unknown
  republish(event: string, data?: unknown): unknown
  before(command: string, hook: (data: Record<string, unknown>) => unknown): unknown
  data(key?: string, value?: unknown): unknown
  registry(): Record<string, { events: string[]; commands: string[] }>
  registerPlugin(name: string): Door | false
  registerCommand(
    name: string,
    handler: (call: { data: unknown; deferred: { resolve(value?: unknown): void } }) => void,
  ): unknown
  registerMaster(): unknown
  ready(): void
}

/** What a script in the page has at hand. */
export interface InPage {
  /** `_genesys.widgets.bus` */
  readonly bus: Door
  /** `window.CXBus` */
  readonly CXBus: Door
  wait(ms: number): Promise<void>
  outcomeOf(deferred: Deferred, withinMs?: number): Promise<Outcome>
}

/** The customer's window, as the customer sees it. */
export interface SeenWindow {
  readonly open: boolean
  readonly minimized: boolean
  /** The input takes text. */
  readonly inputEnabled: boolean
  /** What stands in the input. */
  readonly draft: string
  /** The texts of the transcript, the widget's own among them. */
  readonly texts: readonly string[]
  /** The text of what the page put over the transcript; `undefined` while nothing is shown. */
  readonly overlay: string | undefined
}

/** Which requests a fault hits: by the method that the widget uses for them. */
export type FaultMethod = 'GET' | 'POST' | 'DELETE'

/** A message as the server sends it; what it lacks is made up, unless it is given as null. */
export interface RawMessage {
  readonly type: string
  readonly index: string
  readonly from?: { readonly type: string; readonly participantId: string; readonly nickname?: string } | null
  readonly text?: string
  readonly content?: readonly Record<string, unknown>[]
}

/** One page with a widget on it, and the people around it. Every method lets the time pass that it needs. */
export interface ContractPage {
  /**
   * Runs a function in the page. It may live elsewhere: it must use nothing but its parameters, and what goes in and out
   * must be JSON.
   */
  run<Result, Argument = undefined>(
    script: (inPage: InPage, argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>
  command(name: string, data?: unknown, withinMs?: number): Promise<Outcome>
  /** All events since the first page load, in the order in which they arrived. */
  readonly events: readonly BusEnvelope[]
  /** Resolves with the next such event, or the first one since `since`. Rejects when it does not come. */
  waitFor(event: string, options?: { since?: number; where?: (data: never) => boolean }): Promise<BusEnvelope>
  /** Lets everything arrive that is under way: several polls pass. */
  quiet(): Promise<void>
  see(): Promise<SeenWindow>
  /** Exceptions that nobody caught, over all page loads. */
  uncaught(): readonly string[]
  readonly customer: {
    /** Opens the window, submits the form; resolves when the chat is on and shown. */
    startChat(): Promise<void>
    /** Writes into the window's input, and sends. */
    say(text: string): Promise<void>
    /** Presses the key of a letter in the window's input. */
    press(letter: string): Promise<void>
    /** Chooses a file in the window, which sends it. */
    attach(name: string, mime: string): Promise<void>
    /** Loads the page again and waits for the widget. */
    reload(): Promise<void>
    /** Goes elsewhere, in the same tab: nothing polls any more. */
    leave(): Promise<void>
    /** Opens the page again and waits for the widget. */
    comeBack(): Promise<void>
  }
  readonly agent: {
    join(name?: string, type?: 'Agent' | 'Supervisor' | 'Bot'): Promise<void>
    say(text: string): Promise<void>
    type(): Promise<void>
    state(interactionState: string): Promise<void>
    leave(): Promise<void>
  }
  readonly server: {
    end(): Promise<void>
    forget(): Promise<void>
    /** Requests fail until `recover`. */
    fail(status: number, method?: FaultMethod): Promise<void>
    /** Requests take so long until `recover`. */
    slow(latencyMs: number, method?: FaultMethod): Promise<void>
    recover(): Promise<void>
    /** Messages as they are, in one batch: of any type, with any index. Answers the next poll. */
    deliver(messages: readonly RawMessage[]): Promise<void>
    offline(): Promise<void>
    online(): Promise<void>
  }
  /** Does nothing else for so long: no timer, no answer. */
  hang(ms: number): Promise<void>
  /** Opens the page once more, in another tab of the same browser. */
  openTab(): Promise<ContractPage>
  close(): Promise<void>
}

/** What a script has at hand that runs before the widget; `bus` is there from `App.ready` on. */
export interface AtStart extends Pick<InPage, 'bus' | 'CXBus'> {
  /** `_genesys.widgets` */
  readonly widgets: { onReady?: (bus: Door) => void }
}

/** How a page begins. */
export interface PageStart {
  readonly mode: 'async' | 'regular'
  /**
   * Runs at each page load when there is a `CXBus` and nothing has started yet. For its body goes what does for `run`.
   */
  readonly script?: ((inPage: AtStart) => void) | undefined
}

/** A widget to hold against the contract. */
export interface ContractSubject {
  readonly transport: Transport
  /** Its pages may be open side by side. */
  readonly concurrent: boolean
  open(options: PageStart): Promise<ContractPage>
  /** After the last page. */
  close(): Promise<void>
}
