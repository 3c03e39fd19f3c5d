import type { GuardLabels } from './labels.ts'

/**
 * Chinese in simplified characters. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={zhHans} />
 */
export const zhHans: GuardLabels = {
  lang: 'zh-Hans',
  dir: 'ltr',
  notice: '感谢您的咨询。如果您没有其他问题，请不要回复此自动消息。',
  dismiss: '关闭',
  countdown: '此聊天即将结束。',
  keepOpen: '保持打开',
  held: '此会话已关闭，您的消息尚未发送。',
  heldReopened: '会话已重新打开。您的消息尚未发送。',
  sendAsNew: '作为新请求发送',
  send: '发送',
  unknown: '未能及时收到回应。您的消息可能已经发送。',
  sendAgain: '再次发送',
  discard: '放弃',
  blocked: '由于此会话已关闭，您的消息未发送。您可以从这里复制。',
  yourMessage: '您的消息',
  fileRefused: '由于此会话已关闭，您的文件未发送。',
}
