import type { WebChatWindow } from 'genesys-models/widget'

/** What the window shows, as data. */
export type WindowState = WebChatWindow['state']

/** A piece of the window: drawn once, and brought up to date whenever the state has changed. */
export interface Part {
  readonly root: HTMLElement
  update(state: WindowState): void
}
