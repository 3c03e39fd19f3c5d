/** A browser that can be started. Set `CHROMIUM_PATH` to choose one yourself. */
export interface Chromium {
  executablePath: string
  args: string[]
  source: 'CHROMIUM_PATH' | 'installed' | 'playwright' | 'npm'
}

/**
 * Finds a Chromium: the one named by `CHROMIUM_PATH`, else @sparticuz/chromium's (Linux x64), else an installed one, else
 * Playwright's own.
 *
 * @param options `desktop`: rather an installed one, for what a headless shell cannot do
 * @throws when there is none anywhere, saying what to do
 */
export function findChromium(options?: { readonly desktop?: boolean }): Promise<Chromium>
