import type { GuardLabels } from './labels.ts'

/**
 * French. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={fr} />
 */
export const fr: GuardLabels = {
  lang: 'fr',
  dir: 'ltr',
  notice:
    'Merci pour votre demande. Veuillez ne pas répondre à ce message automatique si vous n’avez pas d’autres questions.',
  dismiss: 'Fermer',
  countdown: 'Cette conversation va bientôt se terminer.',
  keepOpen: 'La garder ouverte',
  held: 'Cette conversation est close et votre message n’a pas encore été envoyé.',
  heldReopened: 'La conversation est rouverte. Votre message n’a pas encore été envoyé.',
  sendAsNew: 'Envoyer comme nouvelle demande',
  send: 'Envoyer',
  unknown: 'Aucune réponse n’est arrivée à temps. Votre message a peut-être déjà été envoyé.',
  sendAgain: 'Envoyer à nouveau',
  discard: 'Supprimer',
  blocked: 'Votre message n’a pas été envoyé, car cette conversation était close. Vous pouvez le copier ici.',
  yourMessage: 'Votre message',
  fileRefused: 'Votre fichier n’a pas été envoyé, car cette conversation était close.',
}
