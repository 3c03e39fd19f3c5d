import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatEndGuard, GenesysChatProvider } from '../../src/index.ts'
import { de, fr } from '../../src/locales/index.ts'
import { clearOf } from '../../src/react/useClearance.ts'
import { type App, mountConversation } from '../support/app.tsx'
import { closeSegment, headless, inOverlay, press, say } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  document.documentElement.removeAttribute('lang')
  delete (window as { _genesys?: unknown })._genesys
  document.querySelector('.cx-webchat')?.remove()
})

const NOTICE = { en: /^Thank you for your query/, fr: fr.notice, de: de.notice }

describe('cards are clear of the widget’s window', () => {
  /** `x,y width×height` of the real window: it is the same from right to left. */
  const WIDTHS = [320, 390, 600, 820, 1024, 1440, 1920]
  const HEIGHTS = { form: 343, open: 459, minimised: 62 }
  const desktop = (width: number, height: number, viewport: number) => {
    const left = width - 55 - 320
    return { left, right: left + 320, top: viewport - height, bottom: viewport }
  }
  const phone = (width: number, height: number, viewport: number) => ({
    left: 0,
    right: width,
    top: viewport - height,
    bottom: viewport,
  })
  type Box = ReturnType<typeof desktop>

  /** The area in which cards are laid out, as the style sheet makes it of the sides. */
  const areaOf = (box: Box | null, width: number, height: number): Box & { side: string } => {
    const { side, left = 16, right = 16, top, bottom, maxHeight = height } = clearOf(box, width, height)
    const end = bottom === undefined ? (top ?? 0) + maxHeight : height - bottom
    return { side, left, right: width - right, top: top ?? end - maxHeight, bottom: end }
  }
  const overlaps = (a: Box, b: Box): boolean =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

  const cases = WIDTHS.flatMap((width) =>
    [700, 900].flatMap((height) =>
      Object.entries(HEIGHTS).map(([kind, size]) => ({
        width,
        height,
        kind,
        box: desktop(width, size, height),
      })),
    ),
  )

  it.each(cases)('desktop, $width×$height, $kind', ({ width, height, box }) => {
    const area = areaOf(box, width, height)
    expect(['beside', 'above']).toContain(area.side)
    expect(overlaps(area, box)).toBe(false)
    expect(area.left).toBeGreaterThanOrEqual(0)
    expect(area.right).toBeLessThanOrEqual(width)
    expect(area.top).toBeGreaterThanOrEqual(0)
    expect(area.right - area.left).toBeGreaterThanOrEqual(272)
    expect(area.bottom - area.top).toBeGreaterThanOrEqual(152)
  })

  it.each([
    [320, 'above'],
    [390, 'above'],
    [600, 'above'],
    [820, 'beside'],
    [1024, 'beside'],
    [1920, 'beside'],
  ])('at %s pixels the cards are %s an open window', (width, side) => {
    expect(clearOf(desktop(width, 459, 700), width, 700).side).toBe(side)
  })

  it.each([320, 390, 600])(
    'a phone, %s pixels wide: over the window that covers it all, above its bar',
    (width) => {
      expect(clearOf(phone(width, 700, 700), width, 700)).toEqual({
        side: 'over',
        left: 16,
        right: 16,
        top: 64,
        maxHeight: 620,
      })
      const bar = phone(width, 52, 700)
      const area = areaOf(bar, width, 700)
      expect(area.side).toBe('above')
      expect(overlaps(area, bar)).toBe(false)
    },
  )

  it('on a wide screen the cards stand next to the window, not somewhere in the page', () => {
    const { left = 0, right = 0 } = clearOf(desktop(1920, 459, 900), 1920, 900)
    expect([left, 1920 - right]).toEqual([1_113, 1_529])
  })

  it('a phone in landscape: over the window', () => {
    expect(clearOf(phone(844, 390, 390), 844, 390).side).toBe('over')
  })

  it('a window that a page has moved to the left: beside it, on the right', () => {
    const box = { left: 20, right: 340, top: 241, bottom: 700 }
    expect(clearOf(box, 1024, 700)).toMatchObject({ side: 'beside', left: 356, right: 252 })
    expect(overlaps(areaOf(box, 1024, 700), box)).toBe(false)
  })

  it('without a window, and while it is out of sight, the style sheet decides', () => {
    for (const box of [
      null,
      { left: 645, right: 965, top: 700, bottom: 1_159 },
      { left: 0, right: 0, top: 0, bottom: 0 },
      // Put aside by the page, to either side and above.
      { left: -9_999, right: -9_679, top: 241, bottom: 700 },
      { left: 1_100, right: 1_420, top: 241, bottom: 700 },
      { left: 645, right: 965, top: -500, bottom: -41 },
    ]) {
      expect(clearOf(box, 1024, 700)).toEqual({ side: 'start' })
    }
  })

  it('follows the window while something is shown, and lets go of it afterwards', async () => {
    const box = { current: desktop(1024, 459, 700) }
    const element = document.createElement('div')
    element.className = 'cx-webchat'
    document.body.append(element)
    element.getClientRects = () => [{}] as unknown as DOMRectList
    element.getBoundingClientRect = () => box.current as DOMRect
    vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1024)
    vi.stubGlobal('innerHeight', 700)
    const app = await mountConversation({ bus: { async: true }, guard: { noticePlacement: 'page' } })
    const root = document.querySelector<HTMLElement>('.genesys-chat-guard')
    expect(root?.dataset.side).toBeUndefined()
    await closeSegment(app)
    expect(root?.dataset.side).toBe('beside')
    expect(root?.style.getPropertyValue('--_right')).toBe('391px')
    expect(root?.style.getPropertyValue('--_max-height')).toBe('668px')
    box.current = desktop(390, 459, 700)
    vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(390)
    await app.does(() => window.dispatchEvent(new Event('resize')))
    expect(root?.dataset.side).toBe('above')
    expect(root?.style.getPropertyValue('--_max-height')).toBe('209px')
    await press(app, screen.getByText('Dismiss'))
    expect(root?.dataset.side).toBe('start')
    expect(root?.style.getPropertyValue('--_max-height')).toBe('')
    vi.unstubAllGlobals()
  })
})

describe('long texts', () => {
  it('scroll in a region of their own, which the keyboard reaches, above the buttons', async () => {
    const app = await headless({ followUps: 'confirm' })
    await closeSegment(app)
    await say(app, 'a'.repeat(490))
    await say(app, 'b'.repeat(490))
    const region = document.querySelector('blockquote')
    expect(region).toHaveAttribute('tabindex', '0')
    expect(region).toHaveAccessibleName('Your message')
    expect(region?.querySelectorAll('p')).toHaveLength(2)
    const send = screen.getByRole('button', { name: 'Send as a new request' })
    expect(region).not.toContainElement(send)
    expect(screen.getByRole('button', { name: 'Discard' })).toBeVisible()
  })
})

describe('a hidden window', () => {
  it('shows the notice in the page, and a countdown there, too', async () => {
    const app = await mountConversation({
      bus: { async: true },
      guard: { asyncPolicy: 'end', endDelayMs: 60_000 },
    })
    app.testBus.bus.command('WebChat.hide')
    await app.settle()
    await closeSegment(app)
    expect(app.chat().window).toBe('hidden')
    expect(inOverlay(app)).toBeNull()
    expect(screen.getByRole('timer')).toBeVisible()
    app.testBus.bus.command('WebChat.show')
    await app.settle()
    expect(app.chat().window).toBe('open')
    expect(inOverlay(app)?.getByRole('timer')).toBeTruthy()
    expect(document.querySelector('.genesys-chat-guard [role="timer"]')).toBeNull()
  })

  it('takes a countdown out of a window that is hidden while it runs', async () => {
    const app = await mountConversation({
      bus: { async: true },
      guard: { asyncPolicy: 'end', endDelayMs: 60_000 },
    })
    await closeSegment(app)
    expect(inOverlay(app)?.getByRole('timer')).toBeTruthy()
    app.testBus.bus.command('WebChat.hide')
    await app.settle()
    expect(screen.getByRole('timer')).toBeVisible()
    await press(app, screen.getByRole('button', { name: 'Keep it open' }))
    await app.wait(90_000)
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })
})

describe('the page’s own overlay', () => {
  const countdown = { asyncPolicy: 'end', endDelayMs: 60_000 } as const

  it('stays, and the countdown is in the page; once it is gone, the countdown moves into the window', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    const theirs = document.createElement('p')
    app.testBus.bus.command('WebChat.showOverlay', { html: theirs })
    await app.settle()
    const page = render(
      <GenesysChatProvider bus={app.testBus.bus}>
        <ChatEndGuard {...countdown} />
      </GenesysChatProvider>,
    )
    await app.settle()
    await closeSegment(app)
    expect(app.testBus.widget.state.overlay?.html).toBe(theirs)
    expect(screen.getByRole('timer')).toBeVisible()
    app.testBus.bus.command('WebChat.hideOverlay')
    await app.settle()
    expect(inOverlay(app)?.getByRole('timer')).toBeTruthy()
    page.unmount()
  })

  it('is known after a reload of the guard, too: it is not replaced by a remount', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    const theirs = document.createElement('p')
    const tree = (on: boolean) => (
      <GenesysChatProvider bus={app.testBus.bus}>{on && <ChatEndGuard {...countdown} />}</GenesysChatProvider>
    )
    const page = render(tree(true))
    await app.settle()
    await act(async () => page.rerender(tree(false)))
    app.testBus.bus.command('WebChat.showOverlay', { html: theirs })
    await closeSegment(app)
    await act(async () => page.rerender(tree(true)))
    await app.settle()
    expect(app.testBus.widget.state.overlay?.html).toBe(theirs)
    expect(screen.getByRole('timer')).toBeVisible()
    page.unmount()
  })
})

describe('the language', () => {
  const locale = [fr, de]
  const shown = async (prepare: () => void = () => {}): Promise<App> => {
    prepare()
    const app = await headless({ locale })
    await closeSegment(app)
    return app
  }
  const setLang = (lang: string) => document.documentElement.setAttribute('lang', lang)

  it.each([
    ['fr', NOTICE.fr],
    ['fr_FR', NOTICE.fr],
    ['fr-CA', NOTICE.fr],
    ['de_AT', NOTICE.de],
    ['en-GB', NOTICE.en],
    ['nonsense language', NOTICE.en],
    ['', NOTICE.en],
  ])('<html lang="%s">', async (lang, text) => {
    await shown(() => setLang(lang))
    expect(screen.getByText(text)).toBeVisible()
  })

  it('is the widget’s where the page has none', async () => {
    await shown(() => {
      ;(window as { _genesys?: unknown })._genesys = { widgets: { main: { lang: 'fr' } } }
    })
    expect(screen.getByText(NOTICE.fr)).toBeVisible()
  })

  it('is the page’s where both have one', async () => {
    await shown(() => {
      setLang('de')
      ;(window as { _genesys?: unknown })._genesys = { widgets: { main: { lang: 'fr' } } }
    })
    expect(screen.getByText(NOTICE.de)).toBeVisible()
  })

  it('changes with <html lang>, while a notice is shown and for its buttons', async () => {
    const app = await shown()
    expect(screen.getByText(NOTICE.en)).toBeVisible()
    await app.does(() => setLang('fr'))
    await app.settle()
    expect(screen.getByText(fr.dismiss)).toBeVisible()
    expect(screen.getByText(NOTICE.fr)).toBeVisible()
    await app.does(() => setLang('de'))
    await app.settle()
    expect(screen.getByText(de.dismiss)).toBeVisible()
    expect(screen.getByText(NOTICE.de)).toBeVisible()
  })

  it('changes for the next notice in the widget', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { locale } })
    await app.does(() => setLang('de'))
    await closeSegment(app)
    expect(app.testBus.widget.notices).toEqual([de.notice])
  })
})
