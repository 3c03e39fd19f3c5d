import '../shared/strictPolicy.ts'
import { type ChatSession, ContactCentre, createApp } from 'genesys-simulator/server'
import type { InstalledWidgets } from 'genesys-simulator/widget'
import type { ChatMode } from '../shared/settings.ts'
import { createStage, type SideName, type StageHost } from './stage.ts'

/** Long enough for a poll and its rendering. */
const SETTLE_MS = 500
const PATIENCE_MS = 20_000

/** What the customer can see. */
export interface Facts {
  /** Notices in the widget's transcript. */
  readonly notices: number
  readonly windowOpen: boolean
  readonly inputEnabled: boolean
}

/** Everybody who takes part in a situation: the customer, the agent, and the contact centre. */
export interface Players {
  startChat(): Promise<void>
  write(text: string): void
  openWindow(): void
  closeWindow(): void
  reload(): Promise<void>
  leavePage(): void
  comeBack(): Promise<void>
  join(name: string): void
  say(text: string): void
  setState(state: 'Finalizing' | 'Completed'): void
  endOnServer(): void
  /** From now on, the request that ends a chat takes this long. */
  slowDownEnd(latencyMs: number): void
  facts(): Facts
  settle(ms?: number): Promise<void>
  /** Removes the page and its customer. */
  clear(): void
}

export interface CastOptions {
  readonly side: SideName
  readonly mode: ChatMode
  readonly closeWindow: boolean
  readonly frame: HTMLIFrameElement
}

/** Loads a customer's page into a frame, with a contact centre of its own. */
export async function cast({ side, mode, closeWindow, frame }: CastOptions): Promise<Players> {
  const centre = new ContactCentre()
  const app = createApp({ centre })
  let endTakesMs = 0
  let widgets: InstalledWidgets | undefined
  let unmount: (() => void) | undefined
  let loaded: (() => void) | undefined

  const stage = createStage({
    side,
    mode,
    closeWindow,
    async fetch(url, init) {
      if (init?.method === 'DELETE') await settle(endTakesMs)
      return app.fetch(new Request(url, init))
    },
    onLoad: (page) => {
      widgets = page.widgets
      unmount = page.unmount
      loaded?.()
    },
  })
  const host = window as unknown as StageHost
  host.chatDemoStages = { ...host.chatDemoStages, [side]: stage }

  const load = async (): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      loaded = resolve
    })
    frame.src = `compare-frame.html?side=${side}&load=${Date.now()}`
    await done
    await until(() => widgets?.chat !== undefined)
    await settle()
  }
  const leavePage = (): void => {
    unmount?.()
    widgets?.uninstall()
    frame.src = 'about:blank'
  }
  const command = (name: string, data?: unknown): void => void widgets?.bus.command(name, data)
  const session = (): ChatSession => {
    const found = centre.sessions[0]
    if (!found) throw new Error('The customer has not started a chat.')
    return found
  }

  await load()
  return {
    async startChat() {
      command('WebChat.open', { form: { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' } })
      await until(() => widgets?.chat?.state.transcript.length !== 0)
    },
    write: (text) => widgets?.chat?.send(text),
    openWindow: () => command('WebChat.open'),
    closeWindow: () => command('WebChat.close'),
    async reload() {
      leavePage()
      await load()
    },
    leavePage,
    comeBack: load,
    join: (name) => void session().join(name),
    say: (text) => void session().say({ type: 'Text', text }),
    setState: (state) => void session().setState(state),
    endOnServer: () => session().end(),
    slowDownEnd(latencyMs) {
      endTakesMs = latencyMs
    },
    facts() {
      const chat = widgets?.chat
      return {
        notices: chat?.notices.length ?? 0,
        windowOpen: chat?.state.open ?? false,
        inputEnabled: chat?.state.inputEnabled ?? false,
      }
    },
    settle,
    clear: leavePage,
  }
}

function settle(ms = SETTLE_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function until(condition: () => boolean): Promise<void> {
  const giveUp = Date.now() + PATIENCE_MS
  while (!condition()) {
    if (Date.now() > giveUp) throw new Error('The page did not get into the expected state in time.')
    await settle(30)
  }
}
