import type { InstalledWidgets } from 'genesys-simulator/widget'
import { createMemoryStore, createMemoryTokenStore } from 'genesys-simulator/widget'
import type { ChatMode } from '../shared/settings.ts'
import type { Fetch } from '../shared/simulator.ts'

export type SideName = 'before' | 'after'

/** What a page in a frame needs to know, and how it reports that it was loaded. */
export interface Stage {
  readonly side: SideName
  readonly mode: ChatMode
  /** Whether to close the window after the end. */
  readonly closeWindow: boolean
  readonly fetch: Fetch
  /** Kept here: like cookies it outlives the page, and unlike cookies the two sides do not share it. */
  readonly store: ReturnType<typeof createMemoryStore>
  readonly tokens: ReturnType<typeof createMemoryTokenStore>
  readonly onLoad: (page: LoadedPage) => void
}

export interface LoadedPage {
  readonly widgets: InstalledWidgets
  /** Takes the application off the page, before its widget goes. */
  unmount(): void
}

/** Where a page in a frame finds its stage. */
export interface StageHost {
  chatDemoStages?: Partial<Record<SideName, Stage>>
}

/** Makes the stage of a new customer. */
export function createStage(options: Omit<Stage, 'store' | 'tokens'>): Stage {
  return { ...options, store: createMemoryStore(), tokens: createMemoryTokenStore() }
}
