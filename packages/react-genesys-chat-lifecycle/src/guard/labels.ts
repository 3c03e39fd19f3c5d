import { en } from '../locales/en.ts'
import type { GuardLabels } from '../locales/labels.ts'

/**
 * One locale, or several of which the page's language chooses.
 *
 * @example
 * const locale: GuardLocale = [de, fr]
 */
export type GuardLocale = GuardLabels | readonly GuardLabels[]

/** Language and script, so that `zh-CN` finds `zh-Hans` and `de-AT` finds `de`. */
function kinOf(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}

/** The words to use: the locale, else English, and over it what the developer says. */
export function resolveLabels(locale?: GuardLocale, labels?: Partial<GuardLabels>): GuardLabels {
  let chosen: GuardLabels | undefined
  if (locale && 'lang' in locale) chosen = locale
  else if (locale) {
    const page = kinOf(globalThis.document?.documentElement.lang ?? '')
    chosen = locale.find(({ lang }) => page && kinOf(lang) === page)
  }
  const own = Object.entries(labels ?? {}).filter(([, word]) => word !== undefined)
  return { ...(chosen ?? en), ...Object.fromEntries(own) }
}
