import { randomUUID } from 'node:crypto'
import type { AgentSession } from 'genesys-simulator/server'
import { type RealWidget, type RealWidgetOptions, startRealWidget } from '../real/harness.ts'
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

/** The real widget in Chromium, against the simulator's server. */
export const realSubject: ContractSubject = browserSubject({})

/** A widget in Chromium. `options`: what its page needs beside. */
function browserSubject(options: Partial<RealWidgetOptions>): ContractSubject {
  return {
    async open({ mode }) {
      const widget = await startRealWidget({ pollTimeout: POLL_MS, ...options, mode })
      return browserPage(widget)
    },
  }
}

function browserPage(widget: RealWidget): ContractPage {
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
    quiet: () => page.waitForTimeout(8 * POLL_MS + 200),
    see: () => page.evaluate(seeWindow),
    uncaught: () => widget.pageErrors.map(String),
    customer: {
      startChat,
      async say(text) {
        const input = page.locator('.cx-webchat .cx-message-input')
        await input.fill(text)
        await input.press('Enter')
      },
      reload: async () => {
        await widget.reload()
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
      fail: (status, forMs, method) => agent.addFault({ status, forMs, ...(method && { method }) }),
      slow: (latencyMs, forMs, method) => agent.addFault({ latencyMs, forMs, ...(method && { method }) }),
      deliver: (messages) => answerNextPoll(page, messages),
      offline: () => widget.context.setOffline(true),
      online: () => widget.context.setOffline(false),
    },
    close: () => widget.close(),
  }
}

/** In place of the server: no contact centre would send some of what the contract is about. */
async function answerNextPoll(page: RealWidget['page'], messages: readonly RawMessage[]): Promise<void> {
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
    route.fulfill({ headers, contentType: 'image/png', body: Buffer.from([137, 80, 78, 71]) }),
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
function seeWindow(): SeenWindow {
  const chat = document.querySelector<HTMLElement>('.cx-webchat')
  const input = chat?.querySelector<HTMLTextAreaElement>('.cx-message-input')
  const overlay = chat?.querySelector<HTMLElement>('.cx-overlay.cx-dynamic')
  const open = Boolean(chat && chat.getClientRects().length > 0)
  const texts = [...(chat?.querySelectorAll<HTMLElement>('.cx-transcript .cx-message-text') ?? [])]
  return {
    open,
    minimized: Boolean(chat?.classList.contains('cx-minimized')),
    inputEnabled: Boolean(input && !input.classList.contains('cx-disabled')),
    draft: input?.value ?? '',
    texts: open ? texts.map((text) => text.textContent?.trim() ?? '') : [],
    overlay:
      overlay && overlay.getClientRects().length > 0 ? overlay.textContent?.trim() || undefined : undefined,
  }
}
