const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Whole seconds in the two largest units that they fill, such as "2 minutes, 5 seconds". */
export function durationInWords(seconds: number, lang: string): string {
  try {
    return format(seconds, lang)
  } catch {
    // An invalid language tag, such as `de_DE`, must not crash the page.
    return format(seconds)
  }
}

function format(seconds: number, lang?: string): string {
  const first = UNITS.findIndex(([, size]) => seconds >= size)
  let left = seconds
  const parts: string[] = []
  for (const [unit, size] of UNITS.slice(first).slice(0, 2)) {
    const count = Math.floor(left / size)
    left %= size
    if (count > 0 || first < 0) {
      parts.push(new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
    }
  }
  return new Intl.ListFormat(lang, { type: 'unit' }).format(parts)
}
