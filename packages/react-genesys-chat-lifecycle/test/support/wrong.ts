/** What plain JavaScript may pass for an option that takes something else. */
export const WRONG: readonly unknown[] = [
  ...[null, Number.NaN, -1, 5, '', 'x', '5', true],
  ...[{}, [], () => 5, Symbol('s')],
]
