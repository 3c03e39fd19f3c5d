import { attempt, copyOf, isArray, isObject, read } from '../common/values.ts'
import { en } from '../locales/en.ts'
import type { GuardLabels } from '../locales/labels.ts'

/**
 * One locale, or several. Of several, the page's language decides.
 *
 * @example
 * const locale: GuardLocale = [de, fr]
 */
export type GuardLocale = GuardLabels | readonly GuardLabels[]

export const isLabels = (value: unknown): value is GuardLabels =>
  isObject(value) && typeof read(value, 'lang') === 'string'

/** Language and script, so that `zh-CN` finds `zh-Hans` and `de_AT` finds `de`. */
function kinOf(tag: unknown): string | undefined {
  try {
    const { language, script } = new Intl.Locale(String(tag).replaceAll('_', '-')).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}

/**
 * The texts to use: the locale, else English, and over it the developer's own. Of several locales the first of the page's languages that
 * one of them speaks chooses.
 *
 * @param languages - language tags, the most important first
 */
export function resolveLabels(
  locale: unknown,
  labels: unknown,
  languages: readonly string[] = [],
): GuardLabels {
  return { ...en, ...textsOf(chooseLabels(locale, languages)), ...textsOf(labels) }
}

const textsOf = (labels: unknown): Partial<GuardLabels> =>
  Object.fromEntries(Object.entries(copyOf(labels)).filter(([, text]) => typeof text === 'string'))

function chooseLabels(locale: unknown, languages: readonly string[]): GuardLabels {
  if (isLabels(locale)) return locale
  const choice = (isArray(locale) && attempt(() => locale.filter(isLabels))) || []
  for (const language of languages) {
    const kin = kinOf(language)
    const match = kin && [...choice, en].find((labels) => kinOf(read(labels, 'lang')) === kin)
    if (match) return match
  }
  return en
}
