/** A browser engine that the tests can drive. */
export type EngineName = 'chromium' | 'firefox' | 'webkit'

/** How a browser appears to pages. It is fixed when the browser starts. */
export interface BrowserOptions {
  readonly dark?: boolean
  readonly reducedMotion?: boolean
}

/** An element: the first that matches the selector, is visible, and contains the text. */
export interface Target {
  readonly css: string
  readonly text?: string
}

export type Key = 'Enter' | 'Escape' | 'Space' | 'Tab' | 'Shift+Tab'

/** A running browser with one profile: its tabs share storage. */
export interface TestBrowser {
  openTab(size: { readonly width: number; readonly height: number }): Promise<Tab>
  close(): Promise<void>
}

/** The part of a browser's tab that the scenarios need. All three engines have it. */
export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs a function in the page, with an argument that is JSON, and waits for its promise. */
  evaluate<Result>(work: () => Result): Promise<Awaited<Result>>
  evaluate<Argument, Result>(
    work: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>
  /** Clicks as a person does: fails if something else covers the element. */
  click(target: Target): Promise<void>
  /** Types into what has the focus. */
  type(text: string): Promise<void>
  press(key: Key): Promise<void>
  /** Resizes the viewport, and loads the page anew. */
  resize(size: { readonly width: number; readonly height: number }): Promise<void>
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}

/** An engine that is on this computer, or the reason why it is not. */
export type FoundEngine =
  | {
      readonly name: EngineName
      /** The program and its version. */
      readonly description: string
      launch(options: BrowserOptions): Promise<TestBrowser>
    }
  | {
      readonly name: EngineName
      /** What is missing, and how to install it. */
      readonly missing: string
    }
