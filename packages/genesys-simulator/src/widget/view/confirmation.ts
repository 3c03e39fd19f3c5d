import { button, element } from './element.ts'

export interface Question {
  readonly text: string
  readonly yes: string
  readonly no: string
}

/** Asks inside the window, over everything in it. Escape is a no. */
export function askInside(host: HTMLElement, question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const before = document.activeElement
    const answer = (yes: boolean): void => {
      root.remove()
      if (before instanceof HTMLElement) before.focus()
      resolve(yes)
    }
    const no = button({ class: 'gsim-plain' }, () => answer(false), question.no)
    const yes = button({ class: 'gsim-primary' }, () => answer(true), question.yes)
    const text = element('p', { id: 'gsim-question' }, question.text)
    const root = element(
      'div',
      { class: 'gsim-confirm', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'gsim-question' },
      element('div', { class: 'gsim-confirm-card' }, text, element('div', { class: 'gsim-buttons' }, no, yes)),
    )
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') answer(false)
      if (event.key !== 'Tab') return
      // Two buttons: Tab goes from the one to the other and stays here.
      event.preventDefault()
      ;(document.activeElement === yes ? no : yes).focus()
    })
    host.append(root)
    yes.focus()
  })
}
