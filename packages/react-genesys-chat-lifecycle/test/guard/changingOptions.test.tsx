import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEndGuardProps } from '../../src/index.ts'
import { de, fr } from '../../src/locales/index.ts'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ends = (app: App) => app.sent('WebChatService.endChat')

async function closed(guard: ChatEndGuardProps, options: AppOptions = {}): Promise<App> {
  const app = await mountConversation({ guard, ...options })
  await closeSegment(app)
  return app
}
const closedAsync = (guard: ChatEndGuardProps) => closed(guard, { bus: { async: true } })

async function change(app: App, guard: ChatEndGuardProps): Promise<void> {
  app.rerender(guard)
  await app.settle()
}

describe('another language, while something is shown', () => {
  it('is that of the notice in the page, too', async () => {
    const app = await closedAsync({ noticePlacement: 'page', locale: de })
    expect(screen.getByText(de.notice)).toBeVisible()
    await change(app, { noticePlacement: 'page', locale: fr })

    expect(screen.getByText(fr.notice)).toBeVisible()
    expect(app.callbacks.filter((name) => name === 'notice')).toHaveLength(1)
  })

  it('is that of the seconds, too', async () => {
    const app = await closed({ endDelayMs: 9_000, locale: de })
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('9 Sekunden')
    await change(app, { endDelayMs: 9_000, locale: fr })

    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('secondes')
  })

  it('that no browser knows by this tag takes nothing down', async () => {
    const app = await closed({ endDelayMs: 9_000, labels: { lang: 'de_DE' } })
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('9')
  })

  it('leaves the notice in the transcript as it was said', async () => {
    const app = await closedAsync({ locale: de })
    await change(app, { locale: fr })
    expect(app.testBus.widget.notices).toEqual([de.notice])
  })

  it('has the words of the locale where a word of one’s own is not there yet', async () => {
    await closedAsync({ noticePlacement: 'page', labels: { dismiss: undefined as unknown as string } })
    expect(screen.getByRole('button', { name: 'Dismiss' })).toBeVisible()
  })
})

describe('another notice', () => {
  it('is shown when it comes after the closing', async () => {
    const app = await closedAsync({ notice: '' })
    expect(app.testBus.widget.notices).toEqual([])
    await change(app, { notice: 'Closed.' })

    expect(app.testBus.widget.notices).toEqual(['Closed.'])
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('is not asked for at each render when it is a function', async () => {
    const asked = vi.fn()
    const another = () => () => {
      asked()
      return 'Closed.'
    }
    const app = await closedAsync({ noticePlacement: 'page', notice: another() })
    await change(app, { noticePlacement: 'page', notice: another() })
    expect(asked).toHaveBeenCalledTimes(1)
  })
})

describe('another policy, while the segment is closed', () => {
  it('stops the countdown when the chat is not to be ended any more', async () => {
    const app = await closed({ endDelayMs: 5_000 })
    await change(app, { endDelayMs: 5_000, regularPolicy: 'none' })
    expect(inOverlay(app)).toBeNull()
    await app.wait(10_000)

    expect(ends(app)).toBe(0)
  })

  it('ends a chat that is to be ended now', async () => {
    const app = await closed({ regularPolicy: 'none' })
    await change(app, { regularPolicy: 'end' })
    expect(ends(app)).toBe(1)
  })

  it('starts no countdown again that the customer has stopped', async () => {
    const app = await closed({ endDelayMs: 5_000 })
    await press(app, inOverlay(app)?.getByRole('button') as HTMLElement)
    await change(app, { endDelayMs: 5_000, regularPolicy: 'none' })
    await change(app, { endDelayMs: 5_000, regularPolicy: 'end' })
    await app.wait(10_000)

    expect(ends(app)).toBe(0)
  })

  it('says a notice once, however often it is asked for', async () => {
    const app = await closedAsync({})
    await change(app, { asyncPolicy: 'none' })
    await change(app, { asyncPolicy: 'notify' })
    expect(app.testBus.widget.notices).toHaveLength(1)
  })

  it('leaves a countdown its end when the delay changes', async () => {
    const app = await closed({ endDelayMs: 5_000 })
    await change(app, { endDelayMs: 60_000, closeWindow: true })
    await app.wait(6_000)

    expect(ends(app)).toBe(1)
    expect(app.testBus.widget.state.open).toBe(false)
  })
})

it.each([
  [Number.NaN, 1],
  [-5, 1],
  [Number.POSITIVE_INFINITY, 0],
])('a closeDelayMs of %d ends the chat at once, or never', async (endDelayMs, times) => {
  const app = await closed({ endDelayMs })
  await app.wait(60_000)
  expect(ends(app)).toBe(times)
  expect(app.errors).toEqual([])
})

describe('another place', () => {
  it('shows in the page what was to be shown nowhere', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { noticePlacement: 'none' } })
    app.testBus.customer.close()
    await app.wait(1_000)
    await closeSegment(app)
    expect(screen.queryByText(/Thank you/)).toBeNull()
    await change(app, { noticePlacement: 'auto' })

    expect(screen.getByText(/Thank you/)).toBeVisible()
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('moves the notice from the page to nowhere and to the widget, and tells of it once', async () => {
    const app = await closedAsync({ noticePlacement: 'page' })
    await change(app, { noticePlacement: 'none' })
    expect(screen.queryByText(/Thank you/)).toBeNull()
    await change(app, { noticePlacement: 'widget' })

    expect(app.testBus.widget.notices).toHaveLength(1)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('moves a held text from the widget to the page and back', async () => {
    const app = await closedAsync({ followUps: 'confirm' })
    await say(app, 'one more thing')
    await change(app, { followUps: 'confirm', noticePlacement: 'page' })
    expect(inOverlay(app)).toBeNull()
    expect(screen.getByText('one more thing')).toBeVisible()
    await change(app, { followUps: 'confirm', noticePlacement: 'widget' })

    expect(inOverlay(app)?.getByText('one more thing')).toBeTruthy()
    expect(app.testBus.widget.notices).toHaveLength(1)
  })
})

it('followUps that are allowed from now on leave a held text to the customer', async () => {
  const app = await closedAsync({ followUps: 'confirm' })
  await say(app, 'first')
  await change(app, { followUps: 'allow' })
  await say(app, 'second')
  expect(arrived(app)).toEqual(['second'])
  await press(app, inOverlay(app)?.getByRole('button', { name: 'Send' }) as HTMLElement)

  expect(arrived(app)).toEqual(['second', 'first'])
})
