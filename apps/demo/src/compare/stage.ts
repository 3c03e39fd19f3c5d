import type { InstalledWidgets } from 'genesys-simulator/widget'
import { createMemoryStore, createMemoryTokenStore } from 'genesys-simulator/widget'
import type { ChatMode } from '../shared/settings.ts'
import type { Fetch } from '../shared/simulator.ts'

export type SideName = 'before' | 'after'

/** What a page in a frame needs to know, and whom it tells that it is there. */
export interface Stage {
  readonly side: SideName
  readonly mode: ChatMode
  /** Whether the window is to be closed with the chat. */
  readonly closeWindow: boolean
  readonly fetch: Fetch
  /** Kept here, so that it outlives the page as cookies do, and the two sides do not share them. */
  readonly store: ReturnType<typeof createMemoryStore>
  readonly tokens: ReturnType<typeof createMemoryTokenStore>
  readonly onLoad: (page: LoadedPage) => void
}

export interface LoadedPage {
  readonly widgets: InstalledWidgets
}

/** Where the page in a frame finds its stage: frames are of this page's origin. */
export interface StageHost {
  chatDemoStages?: Partial<Record<SideName, Stage>>
}

/** Another customer, whose page has not been loaded yet. */
export function createStage(options: Omit<Stage, 'store' | 'tokens'>): Stage {
  return { ...options, store: createMemoryStore(), tokens: createMemoryTokenStore() }
}
