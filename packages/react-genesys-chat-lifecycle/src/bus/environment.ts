/**
 * Whether this is a production build. Bundlers replace the expression, and nothing but the expression: a `typeof process`
 * beside it would find none in the browser. A page without a bundler is in production.
 */
export function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production'
  } catch {
    return true
  }
}
