/**
 * Runs what helps a developer, and nothing of it in a production build: bundlers replace the expression, and nothing but the
 * expression (a `typeof process` beside it would find none in the browser), and drop what is then never called. A page
 * without a bundler is in production.
 */
export function inDevelopment(help: () => void): void {
  try {
    if (process.env.NODE_ENV !== 'production') help()
  } catch {
    // No bundler, and no `process`.
  }
}
