/** A browser that can be started. Set `CHROMIUM_PATH` to choose one yourself. */
export interface Chromium {
  executablePath: string
  args: string[]
  source: 'CHROMIUM_PATH' | 'installed' | 'playwright' | 'npm'
}

/**
 * Finds a Chromium: the one named by `CHROMIUM_PATH`, else an installed one, else Playwright's own, else @sparticuz/chromium's.
 *
 * @param options `skip`: places not to look at
 * @throws when there is none anywhere, saying what to do
 */
export function findChromium(options?: {
  readonly skip?: readonly ('CHROMIUM_PATH' | 'installed' | 'playwright')[]
}): Promise<Chromium>
