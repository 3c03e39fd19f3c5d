import { randomUUID } from 'node:crypto'
import type { AgentSession, Transport } from 'genesys-simulator/server'
import type { Browser } from 'playwright-core'
import { launchBrowser, type OpenWidget, startWidget } from '../chromium/startWidget.ts'
import type { WidgetKind, WindowParts } from '../chromium/widgetKind.ts'
import type {
  ContractPage,
  ContractSubject,
  Door,
  InPage,
  Outcome,
  RawMessage,
  SeenWindow,
} from './subject.ts'

const STAFF = { type: 'Agent', participantId: 'staff', nickname: 'Anna' }
/** Between polls, in milliseconds: the least that the widget takes. */
const POLL_MS = 100
/** The first bytes of a PNG: nobody looks further. */
const PICTURE = [137, 80, 78, 71, 13, 10, 26, 10]
const FOR_GOOD = { forMs: 600_000 }

/** A widget in Chromium, against the simulator's server: one browser for all pages, and a profile and a server for each. */
export function browserSubject(kind: WidgetKind, transport: Transport = 'digital-channels'): ContractSubject {
  let started: Promise<[Browser, Awaited<ReturnType<WidgetKind['prepare']>>]> | undefined
  return {
    transport,
    concurrent: true,
    async open({ mode, script }) {
      started ??= Promise.all([launchBrowser(), kind.prepare()])
      const [browser, { folders }] = await started
      const options = {
        pollTimeout: POLL_MS,
        webchat: { uploadsEnabled: true },
        transport,
        browser,
        mode,
        ...(script && {
          atStart: `(${script})({ CXBus, widgets: _genesys.widgets, get bus() { return _genesys.widgets.bus } })`,
        }),
      }
      return browserPage(await startWidget(kind, folders, options), kind)
    },
    async close() {
      if (!started) return
      const [browser, { remove }] = await started
      await Promise.all([browser.close(), remove()])
    },
  }
}

function browserPage(widget: OpenWidget, kind: WidgetKind): ContractPage {
  const { parts } = kind
  const { page, agent } = widget
  const chat = (): Promise<AgentSession> => agent.newest()
  let acting: string | undefined

  const run: ContractPage['run'] = async (script, argument) =>
    (await page.evaluate(runInPage, { source: script.toString(), argument: argument as unknown })) as never

  const startChat = async (): Promise<void> => {
    const since = widget.events.length
    const form = { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' }
    await run(({ bus }, given) => void bus.command('WebChat.open', { form: given }), form)
    await widget.waitFor('WebChat.messageAdded', { since })
  }

  return {
    events: widget.events,
    run,
    command: (name, data, withinMs) => widget.command(name, data ?? {}, withinMs) as Promise<Outcome>,
    waitFor: (event, { since, where } = {}) =>
      widget.waitFor(event, {
        ...(since !== undefined && { since }),
        ...(where && { where: where as never }),
      }),
    quiet: () => widget.settled(),
    see: () => page.evaluate(seeWindow, parts),
    uncaught: () => widget.pageErrors.map(String),
    customer: {
      startChat,
      async say(text) {
        const input = page.locator(parts.input)
        await input.fill(text)
        await input.press('Enter')
      },
      press: (letter) => page.locator(parts.input).press(letter),
      attach: (name, mimeType) =>
        page.locator(parts.file).setInputFiles({ name, mimeType, buffer: Buffer.from(PICTURE) }),
      reload: async () => {
        await widget.reload()
      },
      leave: async () => {
        await page.goto('about:blank')
      },
      comeBack: async () => {
        await widget.goBack()
      },
    },
    agent: {
      async join(name = 'Anna', type) {
        acting = (await (await chat()).join(name, type)).participantId
      },
      say: async (text) => void (await (await chat()).say(text, acting)),
      type: async () => void (await (await chat()).typing(acting ? { as: acting } : {})),
      state: async (interactionState) => void (await (await chat()).state(interactionState)),
      leave: async () => void (await (await chat()).leave(acting)),
    },
    server: {
      end: async () => void (await (await chat()).end()),
      forget: async () => (await chat()).forget(),
      fail: (status, method) => agent.addFault({ status, ...FOR_GOOD, ...(method && { method }) }),
      slow: (latencyMs, method) => agent.addFault({ latencyMs, ...FOR_GOOD, ...(method && { method }) }),
      recover: () => agent.clearFaults(),
      deliver: (messages) => answerNextPoll(page, messages),
      offline: () => widget.context.setOffline(true),
      online: () => widget.context.setOffline(false),
    },
    hang: (forMs) =>
      page.evaluate((ms) => {
        const end = performance.now() + ms
        while (performance.now() < end);
      }, forMs),
    openTab: async () => browserPage(await widget.openTab(), kind),
    close: () => widget.close(),
  }
}

/** In place of the server: no contact centre would send some of what the contract is about. */
async function answerNextPoll(page: OpenWidget['page'], messages: readonly RawMessage[]): Promise<void> {
  const complete = messages.map(({ from = STAFF, ...message }) => ({
    visibility: 'All',
    id: randomUUID(),
    utcTime: new Date().toISOString(),
    streamId: message.index,
    ...message,
    ...(from && { from }),
  }))
  const data = { messages: complete, chatEnded: false }
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
  await page.route('**/picture.png', (route) =>
    route.fulfill({ headers, contentType: 'image/png', body: Buffer.from(PICTURE) }),
  )
  const answered = new Promise<void>((resolve) => {
    page.route(
      (url) => url.pathname.endsWith('/messages') && !url.searchParams.has('count'),
      async (route) => {
        if (route.request().method() !== 'GET') return route.fallback()
        await route.fulfill({ headers, json: { status: { code: 'SUCCESS' }, data } })
        resolve()
      },
      { times: 1 },
    )
  })
  await answered
}

/** Runs in the page. */
async function runInPage({ source, argument }: { source: string; argument: unknown }): Promise<unknown> {
  const page = window as unknown as { CXBus: Door; _genesys: { widgets: { bus: Door } } }
  const inPage: InPage = {
    bus: page._genesys.widgets.bus,
    CXBus: page.CXBus,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    outcomeOf: (deferred, withinMs = 5000) =>
      new Promise((resolve) => {
        const settle = (outcome: 'resolved' | 'rejected' | 'never settled') => (value?: unknown) =>
          resolve({ outcome, value })
        setTimeout(settle('never settled'), withinMs)
        deferred.done(settle('resolved'))
        deferred.fail(settle('rejected'))
      }),
  }
  // biome-ignore lint/security/noGlobalEval: the script comes from the test, and has to become one in the page
  // biome-ignore lint/complexity/noCommaOperator: an indirect eval keeps the page's scope, not this function's
  const script = (0, eval)(`(${source})`) as (inPage: InPage, argument: unknown) => unknown
  const result = await script(inPage, argument)
  return result === undefined ? undefined : JSON.parse(JSON.stringify(result))
}

/** Runs in the page: reads what the customer sees. */
function seeWindow(parts: WindowParts): SeenWindow {
  const find = (selector: string) => document.querySelector<HTMLElement>(selector)
  const isShown = (selector: string) => (find(selector)?.getClientRects().length ?? 0) > 0
  const textOf = (node: Element | null) => node?.textContent?.trim() ?? ''
  const open = isShown(parts.window)
  return {
    open,
    minimized: find(parts.minimized) !== null,
    inputEnabled: find(parts.input) !== null && find(parts.inputOff) === null,
    draft: document.querySelector<HTMLTextAreaElement>(parts.input)?.value ?? '',
    texts: open ? [...document.querySelectorAll(parts.texts)].map(textOf) : [],
    overlay: isShown(parts.overlay) ? textOf(find(parts.overlay)) || undefined : undefined,
  }
}
