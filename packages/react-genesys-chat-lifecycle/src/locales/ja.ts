import type { GuardLabels } from './labels.ts'

/**
 * Japanese. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={ja} />
 */
export const ja: GuardLabels = {
  lang: 'ja',
  dir: 'ltr',
  notice:
    'お問い合わせいただきありがとうございます。ほかにご質問がない場合は、この自動メッセージに返信しないでください。',
  dismiss: '閉じる',
  countdown: 'このチャットはまもなく終了します。',
  keepOpen: '終了しない',
  held: 'この会話は終了しました。メッセージはまだ送信されていません。',
  heldReopened: '会話が再開されました。メッセージはまだ送信されていません。',
  sendAsNew: '新しいお問い合わせとして送信',
  send: '送信',
  unknown: '時間内に応答がありませんでした。メッセージはすでに送信されている可能性があります。',
  sendAgain: 'もう一度送信',
  discard: '破棄',
  blocked: 'この会話は終了しているため、メッセージは送信されませんでした。ここからコピーできます。',
  yourMessage: 'メッセージ',
  fileRefused: 'この会話は終了しているため、ファイルは送信されませんでした。',
}
