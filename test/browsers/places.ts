import { expect } from 'vitest'
import type { BrowserTest } from './describeBrowsers.ts'
import type { Shop } from './shop.ts'
import { until } from './until.ts'

const TEXT = 'Could you also tell me when it will arrive?'

/** What is wrong with the places of the page's buttons. Runs in the page. */
function findFaults(windowSelector: string): string[] {
  const viewport = { width: innerWidth, height: innerHeight }
  const other = document.querySelector(windowSelector)?.getBoundingClientRect()
  const covers = other && other.width >= viewport.width && other.height >= viewport.height
  return [...document.querySelectorAll('main .genesys-chat-guard button')].flatMap((button) => {
    button.scrollIntoView({ block: 'nearest' })
    const name = button.textContent
    const box = button.getBoundingClientRect()
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const isOutside =
      box.left < 0 || box.top < 0 || box.right > viewport.width || box.bottom > viewport.height
    const isCrossing =
      other &&
      box.left < other.right &&
      box.right > other.left &&
      box.top < other.bottom &&
      box.bottom > other.top
    return [
      !(hit && button.contains(hit)) && `${name}: covered by ${hit?.className}`,
      isOutside && `${name}: outside the viewport`,
      isCrossing && !covers && `${name}: over the window`,
    ].filter((fault) => fault !== false && fault !== undefined)
  }) as string[]
}

async function expectClear(shop: Shop, what: string): Promise<void> {
  let faults: string[] = []
  await until(what, async () => {
    faults = await shop.tab.evaluate(findFaults, shop.kind.parts.window)
    return faults.length === 0
  }).catch((error) => {
    throw new Error(`${error.message}: ${faults.join('; ')}`)
  })
}

export function placeScenarios(test: BrowserTest): void {
  test.for([
    [320, 'ltr'],
    [320, 'rtl'],
    [390, 'ltr'],
    [390, 'rtl'],
    [820, 'ltr'],
    [820, 'rtl'],
    [1440, 'ltr'],
    [1440, 'rtl'],
  ] as const)(
    'the page’s cards are clear of the window at %i px, %s',
    async ([width, dir], { open, picture }) => {
      const shop = await open('async', {
        guard: { noticePlacement: 'page', followUps: 'confirm' },
        width,
        height: 700,
        dir,
        phone: width === 390,
      })
      const chat = await shop.converse()
      await chat.state('Completed')
      await shop.phase('closed')
      await shop.command('WebChatService.sendMessage', { message: TEXT })
      await shop.see({ css: '.genesys-chat-guard *', text: TEXT })
      await picture(shop.tab, `places-${width}-${dir}-open`)
      await expectClear(shop, `${width} px, ${dir}, open`)
      await shop.command('WebChat.minimize', { minimized: true })
      await shop.windowIs('minimized')
      await shop.see(shop.inPage('*', TEXT))
      await expectClear(shop, `${width} px, ${dir}, minimised`)
      await picture(shop.tab, `places-${width}-${dir}-minimised`)
      expect(await shop.count(shop.inPage('button'))).toBeGreaterThanOrEqual(2)
    },
  )

  test('dark mode has dark cards, with enough contrast', async ({ open, picture }) => {
    const shop = await open('async', {
      guard: { noticePlacement: 'page', followUps: 'confirm' },
      browser: { dark: true },
    })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.see(shop.inPage('*', 'Please do not respond'))
    await picture(shop.tab, 'dark')
    const [text, background] = await shop.tab.evaluate(() => {
      const card = document.querySelector('main .genesys-chat-guard__card') as HTMLElement
      const { color, backgroundColor } = getComputedStyle(card)
      const canvas = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
      return [color, backgroundColor].map((value) => {
        canvas.fillStyle = value
        canvas.fillRect(0, 0, 1, 1)
        const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((channel) => {
          const share = channel / 255
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      })
    })
    expect(background).toBeLessThan(0.2)
    expect(((text ?? 0) + 0.05) / ((background ?? 0) + 0.05)).toBeGreaterThan(4.5)
  })

  test('nothing moves where the customer prefers reduced motion', async ({ open }) => {
    const shop = await open('async', {
      guard: { noticePlacement: 'page' },
      browser: { reducedMotion: true },
    })
    const chat = await shop.converse()
    // Counts what ever starts, because an animation may be over when one looks.
    await shop.tab.evaluate(() => {
      const started: string[] = []
      Object.assign(window, { started })
      for (const type of ['animationstart', 'transitionrun'])
        document.addEventListener(type, ({ target }) => {
          const element = target as Element
          if (element.closest('.genesys-chat-guard')) started.push(`${type} ${element.className}`)
        })
    })
    await chat.state('Completed')
    await shop.see(shop.inPage('*', 'Please do not respond'))
    await shop.catchUp(chat)
    const started = await shop.tab.evaluate(() => (window as unknown as { started: string[] }).started)
    expect(started).toEqual([])
  })
}
