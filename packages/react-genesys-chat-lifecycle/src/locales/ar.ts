import type { GuardLabels } from './labels.ts'

/**
 * Arabic. Not reviewed by a native speaker yet.
 *
 * @example
 * <ChatEndGuard locale={ar} />
 */
export const ar: GuardLabels = {
  lang: 'ar',
  dir: 'rtl',
  notice: 'شكرًا على استفسارك. يُرجى عدم الرد على هذه الرسالة التلقائية إذا لم تكن لديك أسئلة أخرى.',
  dismiss: 'إغلاق',
  countdown: 'ستنتهي هذه المحادثة قريبًا.',
  keepOpen: 'إبقاؤها مفتوحة',
  held: 'أُغلقت هذه المحادثة ولم تُرسل رسالتك بعد.',
  heldReopened: 'فُتحت المحادثة من جديد. لم تُرسل رسالتك بعد.',
  sendAsNew: 'إرسال كطلب جديد',
  send: 'إرسال',
  unknown: 'لم يصل رد في الوقت المحدد. ربما أُرسلت رسالتك بالفعل.',
  sendAgain: 'إرسال مرة أخرى',
  discard: 'تجاهل',
  blocked: 'لم تُرسل رسالتك لأن هذه المحادثة كانت مغلقة. يمكنك نسخها من هنا.',
  yourMessage: 'رسالتك',
  fileRefused: 'لم يُرسل ملفك لأن هذه المحادثة كانت مغلقة.',
}
