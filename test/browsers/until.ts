import type { Tab, Target } from './engines/engine.ts'

const LIMIT_MS = 20_000
const PAUSE_MS = 50

/** Waits until the function returns something truthy, and returns that. */
export async function until<Result>(
  what: string,
  look: () => Promise<Result> | Result,
): Promise<NonNullable<Result>> {
  const deadline = Date.now() + LIMIT_MS
  for (;;) {
    const result = await look()
    if (result) return result
    if (Date.now() > deadline) throw new Error(`Waited ${LIMIT_MS} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** How many visible elements match. Runs in the page. */
function countVisible({ css, text = '' }: Target): number {
  return [...document.querySelectorAll(css)].filter(
    (element) => element.getClientRects().length > 0 && element.textContent?.includes(text),
  ).length
}

export const count = (tab: Tab, target: Target): Promise<number> => tab.evaluate(countVisible, target)

/** Waits until something visible matches. */
export async function see(tab: Tab, target: Target): Promise<void> {
  await until(`${JSON.stringify(target)} to be seen`, async () => (await count(tab, target)) > 0)
}

/** Waits until nothing visible matches. */
export async function gone(tab: Tab, target: Target): Promise<void> {
  await until(`${JSON.stringify(target)} to be gone`, async () => (await count(tab, target)) === 0)
}

/** Clicks as soon as there is something to click. */
export async function clickOn(tab: Tab, target: Target): Promise<void> {
  await see(tab, target)
  await tab.click(target)
}

/** Clicks an input and types into it. */
export async function fill(tab: Tab, target: Target, text: string): Promise<void> {
  await clickOn(tab, target)
  await tab.type(text)
}
