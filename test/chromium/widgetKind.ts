import type { PageOptions } from './page.ts'

/** Where things are in a widget's window: CSS selectors. */
export interface WindowParts {
  readonly window: string
  /** The window, while it is minimised. */
  readonly minimized: string
  readonly input: string
  /** The input, while it takes no text. */
  readonly inputOff: string
  readonly transcript: string
  /** The texts of the transcript, the widget's own among them. */
  readonly texts: string
  /** The texts that `injectMessage` brought. */
  readonly injected: string
  /** Where a file is chosen. */
  readonly file: string
  /** What the page lays over the transcript. */
  readonly overlay: string
}

/** A widget that can be put on a page: the vendor's, or one that stands in for it. */
export interface WidgetKind {
  readonly name: string
  /** It is the vendor's own: a folder of files, with a Markdown renderer in it. */
  readonly isVendors: boolean
  readonly parts: WindowParts
  /** What is done once before the first page: building it, for instance. Gives the folders that its page needs served. */
  prepare(): Promise<{ folders: Readonly<Record<string, string>>; remove(): Promise<void> }>
  readonly styles: readonly string[]
  /** The tags that put the widget on a page that is configured as the vendor wants it; `subscribe` runs as soon as there is a bus. */
  scripts(options: PageOptions, subscribe: string): readonly string[]
}
