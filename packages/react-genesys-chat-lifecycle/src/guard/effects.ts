import { configuredMarkdown } from '../bus/page.ts'
import { callSafely } from '../lifecycle/announce.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'
import { whenReached } from './countdown.ts'
import { resolveLabels } from './labels.ts'
import { escapeForWidget, noticeText } from './noticeText.ts'
import type { ChatEndGuardOptions } from './options.ts'
import type { Overlay } from './overlay.ts'
import type { GuardEffect, GuardInput } from './reducer.ts'
import type { Seat } from './shared.ts'
import type { GuardState } from './state.ts'

/** What carries out what the reducer asks for. */
export interface Effects {
  run(effect: GuardEffect): void
  /** The words of the notice for a closing, or null where there is none to show. */
  textFor(closing: ChatClosing): string | null
  /** Takes back what is under way. */
  stop(): void
}

/** The guard that the effects belong to. */
export interface EffectsContext {
  readonly store: ChatLifecycleStore
  readonly options: () => ChatEndGuardOptions
  readonly seat: Seat
  readonly overlay: Overlay
  readonly current: () => GuardState
  readonly tell: (input: GuardInput) => void
  readonly reportError: (error: unknown) => void
}

/** How long a window that a page load restores may take to open. Until then the page shows no notice in its place. */
const PATIENCE_MS = 1_000

export function createEffects(context: EffectsContext): Effects {
  const { store, options, seat, overlay, current, tell, reportError } = context
  let stopCountdown = (): void => {}
  let patience: ReturnType<typeof setTimeout> | undefined

  /** Calls back for the first who asks with this key, on all pages and in all tabs. */
  const once = async (key: string, call: () => void): Promise<void> => {
    if (await store.memory().claimAmongTabs(key)) call()
  }

  const run = (effect: GuardEffect): void => {
    switch (effect.type) {
      case 'inject':
        void inject(effect.closing)
        break
      case 'noticed': {
        const { closing, text } = effect
        const { onNotice } = options()
        void once(`notice:${closing.key}`, () => callSafely(onNotice, reportError, closing, text))
        break
      }
      case 'end':
        void end(effect.closing)
        break
      case 'countdown':
        stopCountdown()
        if (effect.endsAt === null) break
        stopCountdown = whenReached(effect.endsAt, () => tell({ type: 'countdownOver' }))
        break
      case 'wait':
        clearTimeout(patience)
        patience = setTimeout(() => tell({ type: 'patienceOver' }), PATIENCE_MS)
        break
      case 'showOverlay':
        void overlay.show().then((shown) => tell({ type: shown ? 'overlayShown' : 'overlayRefused' }))
        break
      case 'hideOverlay':
        overlay.hide()
        break
      default:
        effect satisfies never
    }
  }

  const textFor = (closing: ChatClosing): string | null => {
    const standard = resolveLabels(options().locale, options().labels).notice
    try {
      return noticeText(options().notice ?? standard, closing)
    } catch (error) {
      reportError(error)
      return standard
    }
  }

  const inject = async (closing: ChatClosing): Promise<void> => {
    const { key } = closing
    const { notices, markdown = false } = seat.shared()
    const safe = escapeForWidget(closing, markdown || configuredMarkdown())
    const isAsIs = safe === closing || typeof options().notice !== 'function'
    const text = isAsIs ? current().text : textFor(safe)
    // Another guard, or we before a remount, may have sent it: then its fate is ours.
    const pending =
      notices.get(key) ??
      store.actions.injectNotice(text ?? '', options().bubble ?? { time: false }).then(
        () => true,
        () => false,
      )
    notices.set(key, pending)
    const taken = await pending
    if (!taken && notices.get(key) === pending) notices.delete(key)
    tell({ type: taken ? 'injected' : 'refused', key })
  }

  const end = async (closing: ChatClosing): Promise<void> => {
    const { ended } = seat.shared()
    const { onClose, closeWindow = false } = options()
    const claim = `end:${closing.key}`
    // The customer has asked already.
    if (store.getState().phase !== 'closed') return
    // Asked once: a rejoin of the session, a reload, or another tab, replays a closing that was acted upon.
    if (ended.has(closing.key) || store.memory().isClaimedAnywhere(claim)) return
    ended.add(closing.key)
    // The request may fail and the window stay, and the chat be over; or it be over because of somebody else.
    const off = store.subscribe(() => {
      const { phase, endReason } = store.getState()
      if (phase !== 'ended') return
      off()
      if (endReason === 'agent') void once(claim, () => callSafely(onClose, reportError, closing))
      else store.memory().claim(claim)
    })
    try {
      await store.endForAgent({ closeWindow })
    } catch (error) {
      reportError(error)
    }
    // A request without an answer may still bring the end about.
    if (store.getState().phase !== 'ending') off()
  }

  return {
    run,
    textFor,
    stop() {
      stopCountdown()
      clearTimeout(patience)
      if (current().overlay === 'asked' || current().overlay === 'shown') overlay.hide()
    },
  }
}
