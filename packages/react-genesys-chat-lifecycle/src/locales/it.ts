import type { GuardLabels } from './labels.ts'

/**
 * Italian. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={it} />
 */
export const it: GuardLabels = {
  lang: 'it',
  dir: 'ltr',
  notice:
    'Grazie per la sua richiesta. La preghiamo di non rispondere a questo messaggio automatico se non ha altre domande.',
  dismiss: 'Chiudi',
  countdown: 'Questa chat sta per terminare.',
  keepOpen: 'Tienila aperta',
  held: 'Questa conversazione è stata chiusa e il suo messaggio non è ancora stato inviato.',
  heldReopened: 'La conversazione è di nuovo aperta. Il suo messaggio non è ancora stato inviato.',
  sendAsNew: 'Invia come nuova richiesta',
  send: 'Invia',
  unknown: 'Non è arrivata alcuna risposta in tempo. Il messaggio potrebbe essere già stato inviato.',
  sendAgain: 'Invia di nuovo',
  discard: 'Scarta',
  blocked:
    'Il suo messaggio non è stato inviato, perché questa conversazione era chiusa. Può copiarlo da qui.',
  yourMessage: 'Il suo messaggio',
  fileRefused: 'Il suo file non è stato inviato, perché questa conversazione era chiusa.',
}
