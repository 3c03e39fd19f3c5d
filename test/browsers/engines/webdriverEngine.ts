import { By, Key as Keys, type WebDriver } from 'selenium-webdriver'
import type { Key, Tab, TestBrowser } from './engine.ts'
import { findIndex } from './findIndex.ts'

/** What a window manager allows a window to shrink to. Narrower pages are loaded in a frame. */
const NARROWEST = 500

const KEYS: Readonly<Record<Key, string>> = {
  Enter: Keys.ENTER,
  Escape: Keys.ESCAPE,
  Space: Keys.SPACE,
  Tab: Keys.TAB,
  'Shift+Tab': Keys.chord(Keys.SHIFT, Keys.TAB),
}

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * A browser behind the classic WebDriver protocol, which has one current window: tabs take turns.
 *
 * @param takePicture - for a driver that cannot do it
 */
export function webdriverBrowser(
  driver: WebDriver,
  release: () => Promise<void>,
  takePicture?: () => Buffer,
): TestBrowser {
  let turn: Promise<unknown> = Promise.resolve()
  /** Runs work when the work before it is done. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = turn.then(work, work)
    turn = next.catch(() => {})
    return next
  }
  let tabs = 0
  return {
    openTab: (size) =>
      inTurn(async () => {
        if (tabs > 0) await driver.switchTo().newWindow('tab')
        tabs += 1
        const tab = new WebdriverTab(driver, await driver.getWindowHandle(), inTurn, takePicture)
        await tab.setSize(size)
        return tab
      }),
    async close() {
      await driver.quit().catch(() => {})
      await release()
    },
  }
}

class WebdriverTab implements Tab {
  readonly #driver: WebDriver
  readonly #handle: string
  readonly #inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>
  readonly #takePicture: (() => Buffer) | undefined
  #url = ''
  #frame: Size | undefined

  constructor(
    driver: WebDriver,
    handle: string,
    inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>,
    takePicture: (() => Buffer) | undefined,
  ) {
    this.#takePicture = takePicture
    this.#driver = driver
    this.#handle = handle
    this.#inTurn = inTurn
  }

  goto(url: string): Promise<void> {
    this.#url = url
    return this.#here(() => this.#load())
  }

  reload(): Promise<void> {
    return this.#here(async () => {
      if (this.#frame) return this.#load()
      await this.#driver.navigate().refresh()
    })
  }

  evaluate<Result>(work: (argument: never) => Result, argument?: unknown): Promise<Awaited<Result>> {
    return this.#here(() => this.#evaluate(work, argument))
  }

  click(target: { css: string; text?: string }): Promise<void> {
    return this.#here(async () => {
      const index = await this.#evaluate(findIndex as (argument: never) => number, target)
      const elements = await this.#driver.findElements(By.css(target.css))
      await elements[index]?.click()
    })
  }

  type(text: string): Promise<void> {
    return this.#here(() => this.#driver.actions().sendKeys(text).perform())
  }

  press(key: Key): Promise<void> {
    return this.#here(async () => {
      const actions = this.#driver.actions()
      if (key !== 'Shift+Tab') return actions.sendKeys(KEYS[key]).perform()
      await actions.keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform()
    })
  }

  resize(size: Size): Promise<void> {
    return this.#here(async () => {
      await this.setSize(size)
      await this.#load()
    })
  }

  screenshot(): Promise<Buffer> {
    return this.#here(
      async () => this.#takePicture?.() ?? Buffer.from(await this.#driver.takeScreenshot(), 'base64'),
    )
  }

  close(): Promise<void> {
    return this.#here(() => this.#driver.close())
  }

  /** Gives the viewport a size. The window's own bars are added to it. */
  async setSize(size: Size): Promise<void> {
    this.#frame = size.width < NARROWEST ? size : undefined
    const wanted = this.#frame ? { width: NARROWEST, height: size.height } : size
    await this.#driver.switchTo().defaultContent()
    const window = this.#driver.manage().window()
    await window.setRect({ x: 0, y: 0, ...wanted })
    const missing: number = await this.#driver.executeScript(
      'return arguments[0] - innerHeight',
      wanted.height,
    )
    if (missing > 0) await window.setRect({ x: 0, y: 0, ...wanted, height: wanted.height + missing })
  }

  async #load(): Promise<void> {
    await this.#driver.switchTo().defaultContent()
    if (!this.#frame) return this.#driver.get(this.#url)
    const { width, height } = this.#frame
    const query = new URLSearchParams({ url: this.#url, width: `${width}`, height: `${height}` })
    await this.#driver.get(new URL(`/framed?${query}`, this.#url).href)
    await this.#driver.switchTo().frame(0)
  }

  async #evaluate<Result>(work: (argument: never) => Result, argument: unknown): Promise<Awaited<Result>> {
    const { value, error } = await this.#driver.executeAsyncScript<{
      value: Awaited<Result>
      error?: string
    }>(
      `const [argument, done] = arguments
      new Promise((resolve) => resolve((${work})(argument))).then(
        (value) => done({ value }),
        (error) => done({ error: String(error) }),
      )`,
      argument,
    )
    if (error !== undefined) throw new Error(error)
    return value
  }

  #here<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      await this.#driver.switchTo().window(this.#handle)
      if (this.#frame)
        await this.#driver
          .switchTo()
          .frame(0)
          .catch(() => {})
      return work()
    })
  }
}
