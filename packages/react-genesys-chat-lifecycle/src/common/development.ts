/**
 * Runs what only helps developers. Bundlers replace the expression and drop the code behind it from production builds; a page
 * without a bundler counts as production.
 */
export function inDevelopment(help: () => void): void {
  try {
    if (process.env.NODE_ENV !== 'production') help()
  } catch {
    // There is neither a bundler nor a `process`.
  }
}

/** Prefixes every message to the console, so that it can be found and filtered. */
export const PACKAGE = '[react-genesys-chat-lifecycle]'
