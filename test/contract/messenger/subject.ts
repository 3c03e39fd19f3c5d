import type { GenesysFunction, MessengerPlugin } from 'genesys-models/messenger'

/** How a command came out. `never settled`: not within the time that was given. A reason that is an Error is its name and message. */
export interface MessengerOutcome {
  readonly outcome: 'resolved' | 'rejected' | 'never settled'
  readonly value: unknown
}

/** What a script has at hand, in the page or in a frame of it. */
export interface InWindow {
  /** Registers a plugin in this window. Rejects with the bus's reason. */
  register(name: string): Promise<MessengerPlugin>
  /** Stays between two scripts of one window. */
  readonly kept: Record<string, unknown>
  wait(ms: number): Promise<void>
  outcomeOf(answer: Promise<unknown>): Promise<MessengerOutcome>
}

export interface InMessengerPage extends InWindow {
  /** `window.Genesys`, looked up anew at each call. */
  readonly Genesys: GenesysFunction
  /** A command of `Genesys`, as a promise. */
  command(name: string, ...options: unknown[]): Promise<unknown>
}

type Script<InPage, Argument, Result> = (inPage: InPage, argument: Argument) => Result | Promise<Result>

/** One page with Messenger's bus on it, whose configuration has arrived. */
export interface MessengerBusPage {
  /** Runs a function in the page. It may live elsewhere: it uses nothing but its parameters, and what goes in and out is JSON. */
  run<Result, Argument = undefined>(
    script: Script<InMessengerPage, Argument, Result>,
    argument?: Argument,
  ): Promise<Result>
  /** Runs it in a frame that takes part in the page's bus. The frame is made for the first one. */
  runInFrame<Result, Argument = undefined>(
    script: Script<InWindow, Argument, Result>,
    argument?: Argument,
  ): Promise<Result>
  /** The same, in a second frame. */
  runInOtherFrame<Result, Argument = undefined>(
    script: Script<InWindow, Argument, Result>,
    argument?: Argument,
  ): Promise<Result>
  removeFrame(): Promise<void>
  /** Exceptions that nobody caught. */
  uncaught(): readonly string[]
  close(): Promise<void>
}

/** A bus to hold against the contract. */
export interface MessengerBusSubject {
  /** Runs `early` when there is only the snippet. */
  open(early?: Script<InMessengerPage, undefined, void>): Promise<MessengerBusPage>
  /** After the last page. */
  close(): Promise<void>
}
