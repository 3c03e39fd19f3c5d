import { button, element } from '../../widget/view/element.ts'

/** What a page puts into a toast. */
export interface ToastContent {
  readonly title?: string
  readonly body?: string
  readonly buttons?: { readonly primary?: string; readonly secondary?: string }
}

export function toastView(
  { title, body, buttons = {} }: ToastContent,
  onAnswer: (isAccepted: boolean) => void,
): HTMLElement {
  return element(
    'section',
    { class: 'toast', role: 'dialog', 'aria-label': title ?? 'Message' },
    ...(title ? [element('h2', {}, title)] : []),
    ...(body ? [element('p', {}, body)] : []),
    element(
      'div',
      { class: 'answers' },
      ...(buttons.secondary ? [button({ class: 'plain' }, () => onAnswer(false), buttons.secondary)] : []),
      button({ class: 'primary' }, () => onAnswer(true), buttons.primary ?? 'OK'),
    ),
  )
}
