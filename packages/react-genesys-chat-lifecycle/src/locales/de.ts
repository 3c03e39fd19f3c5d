import type { GuardLabels } from './labels.ts'

/**
 * German. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={de} />
 */
export const de: GuardLabels = {
  lang: 'de',
  dir: 'ltr',
  notice:
    'Vielen Dank für Ihre Anfrage. Bitte antworten Sie nicht auf diese automatische Nachricht, wenn Sie keine weiteren Fragen haben.',
  dismiss: 'Schließen',
  countdown: 'Dieser Chat wird gleich beendet.',
  keepOpen: 'Offen lassen',
  held: 'Diese Unterhaltung wurde abgeschlossen. Ihre Nachricht wurde noch nicht gesendet.',
  heldReopened: 'Die Unterhaltung ist wieder offen. Ihre Nachricht wurde noch nicht gesendet.',
  sendAsNew: 'Als neue Anfrage senden',
  send: 'Senden',
  unknown: 'Es kam keine Antwort. Ihre Nachricht wurde möglicherweise schon gesendet.',
  sendAgain: 'Erneut senden',
  discard: 'Verwerfen',
  blocked:
    'Ihre Nachricht wurde nicht gesendet, weil diese Unterhaltung abgeschlossen war. Sie können den Text hier kopieren.',
  yourMessage: 'Ihre Nachricht',
  fileRefused: 'Ihre Datei wurde nicht gesendet, weil diese Unterhaltung abgeschlossen war.',
}
