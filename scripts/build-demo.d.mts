/** Builds the demo's pages and its server from the sources, unless that was done since they last changed. */
export function buildDemo(options?: {
  readonly force?: boolean
  readonly quiet?: boolean
}): Promise<{ readonly built: boolean }>
