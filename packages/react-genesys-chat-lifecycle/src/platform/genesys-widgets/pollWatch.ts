import { createPause } from '../../common/pause.ts'
import type { BusClient } from './client.ts'

const POLL = 'WebChatService.pollingStarted'
/** When to ask whether the server ended the chat unheard. The wait doubles, up to what no server holds a poll for. */
const FIRST_CHECK_MS = 500
const LAST_CHECK_MS = 32_000

/**
 * Makes sure that a joined session is alive. A second poll proves it. The first one, or the only one of a session that ended
 * while the page was away, may be told that it is over; then the widget stops without publishing anything.
 */
export class PollWatch {
  readonly #client: BusClient
  readonly #isAlive: () => Promise<boolean>
  readonly #pause = createPause()
  #run = 0

  constructor(client: BusClient, isAlive: () => Promise<boolean>) {
    this.#client = client
    this.#isAlive = isAlive
  }

  async start(): Promise<void> {
    this.stop()
    const run = this.#run
    let polls = 0
    const off = this.#client.on(POLL, () => polls++)
    for (let ms = FIRST_CHECK_MS; ms <= LAST_CHECK_MS; ms *= 2) {
      await this.#pause.wait(ms)
      if (run !== this.#run || polls > 1 || !(await this.#isAlive())) break
    }
    off()
  }

  stop(): void {
    this.#run++
    this.#pause.release()
  }
}
