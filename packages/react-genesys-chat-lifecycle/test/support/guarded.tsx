import { act, within } from '@testing-library/react'
import { type App, type AppOptions, mountConversation } from './app.tsx'

/** What stands in the widget's overlay, while it is shown. */
export function inOverlay(app: App): ReturnType<typeof within> | null {
  const { overlay } = app.testBus.widget.state
  return overlay?.visible && overlay.html instanceof HTMLElement ? within(overlay.html) : null
}

/** What the customers sent and the server got. */
export const arrived = (app: App): (string | undefined)[] =>
  app.testBus.centre.session.messages
    .filter(({ type, from }) => type === 'Text' && from.type === 'Customer')
    .map(({ text }) => text)

/** The customer writes into the widget's input; hooks run at once. */
export async function say(app: App, text: string): Promise<void> {
  await app.does(() => app.testBus.customer.say(text))
  await app.settle()
}

/** Closes the segment of an asynchronous chat, or of a regular one. */
export async function closeSegment(app: App, state: 'Finalizing' | 'Completed' = 'Completed'): Promise<void> {
  app.testBus.agent.setState(state)
  await app.settle()
}

/** Presses a button. */
export async function press(app: App, button: HTMLElement): Promise<void> {
  await act(async () => button.click())
  await app.settle()
}

/** An asynchronous conversation on a page without the widget's window: what the guard shows is in the page. */
export const headless = (guard: AppOptions['guard'] = {}): Promise<App> =>
  mountConversation({ bus: { async: true, webChat: false }, guard })
