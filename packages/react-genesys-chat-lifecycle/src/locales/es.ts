import type { GuardLabels } from './labels.ts'

/**
 * Spanish. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={es} />
 */
export const es: GuardLabels = {
  lang: 'es',
  dir: 'ltr',
  notice:
    'Gracias por su consulta. Por favor, no responda a este mensaje automático si no tiene más preguntas.',
  dismiss: 'Cerrar',
  countdown: 'Este chat está a punto de terminar.',
  keepOpen: 'Mantenerlo abierto',
  held: 'Esta conversación se cerró y su mensaje todavía no se ha enviado.',
  heldReopened: 'La conversación está abierta de nuevo. Su mensaje todavía no se ha enviado.',
  sendAsNew: 'Enviar como nueva consulta',
  send: 'Enviar',
  unknown: 'No hubo respuesta a tiempo. Es posible que su mensaje ya se haya enviado.',
  sendAgain: 'Enviar de nuevo',
  discard: 'Descartar',
  blocked: 'Su mensaje no se envió porque esta conversación estaba cerrada. Puede copiarlo aquí.',
  yourMessage: 'Su mensaje',
  fileRefused: 'Su archivo no se envió porque esta conversación estaba cerrada.',
}
