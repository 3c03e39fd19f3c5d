/**
 * The texts of `<ChatEndGuard>` in nine languages, one object each. Only the languages that you import are bundled.
 *
 * ```tsx
 * import { de, fr } from 'react-genesys-chat-lifecycle/locales'
 *
 * <ChatEndGuard locale={[de, fr]} />   // the page's language chooses; English where none fits
 * <ChatEndGuard locale={de} labels={{ dismiss: 'Verstanden' }} />
 * ```
 *
 * No native speaker has reviewed the translations yet.
 *
 * @module react-genesys-chat-lifecycle/locales
 */

export { ar } from './ar.ts'
export { de } from './de.ts'
export { en } from './en.ts'
export { es } from './es.ts'
export { fr } from './fr.ts'
export { it } from './it.ts'
export { ja } from './ja.ts'
export type { GuardLabels } from './labels.ts'
export { pt } from './pt.ts'
export { zhHans } from './zhHans.ts'
