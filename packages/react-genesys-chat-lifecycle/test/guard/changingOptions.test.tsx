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

describe('a new locale, while something is shown', () => {
  it('translates the notice in the page, without announcing it again', async () => {
    const app = await closedAsync({ noticePlacement: 'page', locale: de })
    expect(screen.getByText(de.notice)).toBeVisible()
    await change(app, { noticePlacement: 'page', locale: fr })

    expect(screen.getByText(fr.notice)).toBeVisible()
    expect(app.callbacks.filter((name) => name === 'notice')).toHaveLength(1)
  })

  it('translates the seconds of a countdown', async () => {
    const app = await closed({ endDelayMs: 9_000, locale: de })
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('9 Sekunden')
    await change(app, { endDelayMs: 9_000, locale: fr })

    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('secondes')
  })

  it('may be a language tag that Intl does not accept', async () => {
    const app = await closed({ endDelayMs: 9_000, labels: { lang: 'de_DE' } })
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('9')
  })

  it('leaves a notice in the transcript as it is', async () => {
    const app = await closedAsync({ locale: de })
    await change(app, { locale: fr })
    expect(app.testBus.widget.notices).toEqual([de.notice])
  })

  it('provides the text of a label that is undefined', async () => {
    await closedAsync({ noticePlacement: 'page', labels: { dismiss: undefined as unknown as string } })
    expect(screen.getByRole('button', { name: 'Dismiss' })).toBeVisible()
  })
})

describe('a new notice', () => {
  it('is shown even if it is set after the segment was closed', async () => {
    const app = await closedAsync({ notice: '' })
    expect(app.testBus.widget.notices).toEqual([])
    await change(app, { notice: 'Closed.' })

    expect(app.testBus.widget.notices).toEqual(['Closed.'])
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('that is a function is called once, however many renders follow', async () => {
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

describe('a new policy, while the segment is closed', () => {
  it('stops the countdown if it does not end the chat any more', async () => {
    const app = await closed({ endDelayMs: 5_000 })
    await change(app, { endDelayMs: 5_000, regularPolicy: 'none' })
    expect(inOverlay(app)).toBeNull()
    await app.wait(10_000)

    expect(ends(app)).toBe(0)
  })

  it('ends the chat if it is "end" now', async () => {
    const app = await closed({ regularPolicy: 'none' })
    await change(app, { regularPolicy: 'end' })
    expect(ends(app)).toBe(1)
  })

  it('does not restart a countdown that the customer has stopped', async () => {
    const app = await closed({ endDelayMs: 5_000 })
    await press(app, inOverlay(app)?.getByRole('button') as HTMLElement)
    await change(app, { endDelayMs: 5_000, regularPolicy: 'none' })
    await change(app, { endDelayMs: 5_000, regularPolicy: 'end' })
    await app.wait(10_000)

    expect(ends(app)).toBe(0)
  })

  it('does not show the notice a second time', async () => {
    const app = await closedAsync({})
    await change(app, { asyncPolicy: 'none' })
    await change(app, { asyncPolicy: 'notify' })
    expect(app.testBus.widget.notices).toHaveLength(1)
  })

  it('does not change the end of a countdown that is running', async () => {
    const app = await closed({ endDelayMs: 5_000 })
    await change(app, { endDelayMs: 60_000, closeWindow: true })
    await app.wait(6_000)

    expect(ends(app)).toBe(1)
    expect(app.testBus.widget.state.open).toBe(false)
  })
})

it.each([
  [Number.NaN, 'at once', 1],
  [-5, 'at once', 1],
  [Number.POSITIVE_INFINITY, 'never', 0],
])('an endDelayMs of %d ends the chat %s', async (endDelayMs, _, times) => {
  const app = await closed({ endDelayMs })
  await app.wait(60_000)
  expect(ends(app)).toBe(times)
  expect(app.errors).toEqual([])
})

describe('a new noticePlacement', () => {
  it('shows the notice in the page after "none"', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: { noticePlacement: 'none' } })
    app.testBus.customer.close()
    await app.wait(1_000)
    await closeSegment(app)
    expect(screen.queryByText(/Thank you/)).toBeNull()
    await change(app, { noticePlacement: 'auto' })

    expect(screen.getByText(/Thank you/)).toBeVisible()
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('moves the notice out of the page and into the widget, and announces it once', async () => {
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

it('a change to followUps="allow" leaves a held text for the customer to decide about', async () => {
  const app = await closedAsync({ followUps: 'confirm' })
  await say(app, 'first')
  await change(app, { followUps: 'allow' })
  await say(app, 'second')
  expect(arrived(app)).toEqual(['second'])
  await press(app, inOverlay(app)?.getByRole('button', { name: 'Send' }) as HTMLElement)

  expect(arrived(app)).toEqual(['second', 'first'])
})
