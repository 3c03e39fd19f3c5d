import type { PageOptions } from './page.ts'

/** CSS selectors for the parts of a widget's window. */
export interface WindowParts {
  readonly window: string
  /** The minimised window. */
  readonly minimized: string
  readonly input: string
  /** The disabled input. */
  readonly inputOff: string
  readonly transcript: string
  /** The texts of the transcript, including the widget's own. */
  readonly texts: string
  /** The injected texts. */
  readonly injected: string
  /** The file input. */
  readonly file: string
  /** The overlay. */
  readonly overlay: string
}

/** A widget that can be put on a page: the vendor's or the simulator's. */
export interface WidgetKind {
  readonly name: string
  /** Whether it is the vendor's: a folder of files, with a Markdown renderer. */
  readonly isVendors: boolean
  readonly parts: WindowParts
  /** Runs once before the first page, for example to build the widget. Returns the folders to serve. */
  prepare(): Promise<{ folders: Readonly<Record<string, string>>; remove(): Promise<void> }>
  readonly styles: readonly string[]
  /** The tags that put the widget on a page with the vendor's configuration. `subscribe` runs as soon as there is a bus. */
  scripts(options: PageOptions, subscribe: string): readonly string[]
}
