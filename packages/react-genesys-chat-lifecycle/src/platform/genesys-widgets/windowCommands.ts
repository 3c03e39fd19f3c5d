import { createTimer } from '../../common/timer.ts'
import { ChatCommandError } from '../commandError.ts'
import type { CloseResult, OpenOptions, OpenResult } from '../port.ts'
import type { BusClient } from './client.ts'
import { BUS_TURNS } from './connection.ts'
import { readServiceError } from './translate.ts'

const OPEN = 'WebChat.open'
const CLOSE = 'WebChat.close'
/** The reason of a refusal follows it. */
const REASON_MS = 50
/** A form that its own validation accepts is submitted as soon as the window is open. Nothing tells that it was not. */
const SUBMIT_MS = 1_000
/** A window that closes is closed for the bus at once. One that asks the customer says nothing. */
const QUESTION_MS = 300

type Status = OpenResult['status']

/** An outcome that may come, and what has to be undone when it is not waited for any more. */
interface Watch<Value> {
  readonly outcome: Promise<Value>
  readonly cancel: () => void
}

/** Opens the window, and tells what it met. The command resolves before the form is sent, or not at all. */
export async function openWindow(client: BusClient, options: OpenOptions): Promise<OpenResult> {
  const submits = options.form?.autoSubmit === true && !isActive(client)
  const start = submits ? watchStart(client) : undefined
  const join = watchJoin(client)
  try {
    const status = await Promise.race([giveOpen(client, options), join.outcome])
    if (!start || status === 'joined') return { status }
    return { status: await Promise.race([start.outcome, join.outcome]) }
  } finally {
    join.cancel()
    start?.cancel()
  }
}

/** A window that is open already drops what it is given. */
async function giveOpen(client: BusClient, options: OpenOptions): Promise<Status> {
  const hasOptions = Object.keys(options).length > 0
  try {
    await client.run(OPEN, hasOptions ? options : undefined, { mayLoad: true })
  } catch (error) {
    const isOpen = error instanceof ChatCommandError && /already opened/i.test(error.reason)
    if (!isOpen) throw error
    if (!isActive(client) && (options.form || options.userData)) {
      const reason = 'the window is open already, and takes neither a form nor user data. Close it first'
      throw new ChatCommandError(OPEN, 'rejected', reason)
    }
    await unhide(client)
  }
  return isActive(client) ? 'joined' : 'form'
}

/** A window that is minimised, or that the page hides, is open for the widget. Showing what is shown changes nothing. */
async function unhide(client: BusClient): Promise<void> {
  await Promise.allSettled([client.run('WebChat.minimize', { minimized: false }), client.run('WebChat.show')])
}

/** Closes the window, or tells that it asks the customer whether to discard the form. */
export async function closeWindow(client: BusClient): Promise<CloseResult> {
  const question = watchQuestion(client)
  const closed = client.run(CLOSE, undefined, { mustRun: true }).then(
    (): CloseResult => ({ status: 'closed' }),
    (error: ChatCommandError): CloseResult => {
      if (!/already closed/i.test(error.reason)) throw error
      return { status: 'closed' }
    },
  )
  try {
    // While it asks, it does not answer.
    return await Promise.race([closed, question.outcome])
  } finally {
    question.cancel()
  }
}

const isActive = (client: BusClient): boolean =>
  client.connection?.data('WebChatService.sessionActive') === true

/** A session of another tab is restored instead: the window opens by another command, and the answer to this one never comes. */
function watchJoin(client: BusClient): Watch<'joined'> {
  return watch((settle, offs) => {
    const onRestored = (): void => void offs.push(client.on('WebChat.opened', () => settle('joined')))
    offs.push(client.on('WebChatService.restored', onRestored))
  })
}

/** What becomes of the form is published. */
function watchStart(client: BusClient): Watch<Status> {
  return watch((settle, offs) => {
    const later = (ms: number, work: () => void): void => {
      const timer = createTimer()
      timer.start(ms, work, BUS_TURNS)
      offs.push(timer.stop)
    }
    const refuse = (kind: 'rejected' | 'cancelled', reason: string): void =>
      settle(Promise.reject(new ChatCommandError(OPEN, kind, reason)))
    const events: Record<string, (data: unknown) => void> = {
      opened: () => later(SUBMIT_MS, () => isSubmitted || settle('form')),
      submitted: () => {
        isSubmitted = true
      },
      rejected: () => later(REASON_MS, () => refuse('rejected', NOT_STARTED)),
      cancelled: () => refuse('cancelled', 'the customer cancelled the form'),
      closed: () => refuse('cancelled', 'the customer closed the window'),
    }
    let isSubmitted = false
    for (const [event, listener] of Object.entries(events)) {
      offs.push(client.on(`WebChat.${event}`, ({ data }) => listener(data)))
    }
    offs.push(
      client.on('WebChatService.started', () => settle('started')),
      client.on('WebChatService.error', ({ data }) => {
        const { code, message } = readServiceError(data)
        refuse('rejected', [code, message].filter(Boolean).join(': ') || NOT_STARTED)
      }),
    )
  })
}

const NOT_STARTED = 'the chat was not started'

function watchQuestion(client: BusClient): Watch<CloseResult> {
  return watch((settle, offs) => {
    const off = client.intercept(CLOSE, (data) => {
      const timer = createTimer()
      const decide = (): void => {
        if (client.connection?.data('WebChat.open') === true) settle({ status: 'asking' })
      }
      timer.start(QUESTION_MS, decide, BUS_TURNS)
      offs.push(timer.stop)
      return data
    })
    offs.push(off)
  })
}

function watch<Value>(
  begin: (settle: (value: Value | Promise<Value>) => void, offs: (() => void)[]) => void,
): Watch<Value> {
  const offs: (() => void)[] = []
  const outcome = new Promise<Value>((resolve) => begin(resolve, offs))
  outcome.catch(() => {})
  return {
    outcome,
    cancel() {
      for (const off of offs) off()
    },
  }
}
