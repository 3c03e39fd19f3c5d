import type { GuardLabels } from './labels.ts'

/**
 * Portuguese. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={pt} />
 */
export const pt: GuardLabels = {
  lang: 'pt',
  dir: 'ltr',
  notice:
    'Obrigado pela sua consulta. Por favor, não responda a esta mensagem automática se não tiver mais perguntas.',
  dismiss: 'Fechar',
  countdown: 'Este chat está prestes a terminar.',
  keepOpen: 'Manter aberto',
  held: 'Esta conversa foi encerrada e a sua mensagem ainda não foi enviada.',
  heldReopened: 'A conversa está aberta de novo. A sua mensagem ainda não foi enviada.',
  sendAsNew: 'Enviar como novo pedido',
  send: 'Enviar',
  unknown: 'Não houve resposta a tempo. A sua mensagem pode já ter sido enviada.',
  sendAgain: 'Enviar novamente',
  discard: 'Descartar',
  blocked: 'A sua mensagem não foi enviada, porque esta conversa estava encerrada. Pode copiá-la daqui.',
  yourMessage: 'A sua mensagem',
  fileRefused: 'O seu ficheiro não foi enviado, porque esta conversa estava encerrada.',
}
