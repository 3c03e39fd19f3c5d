/** Whether this is a production build; bundlers replace the expression, and a page without one is in production. */
export function isProduction(): boolean {
  return typeof process === 'undefined' || process.env.NODE_ENV === 'production'
}
