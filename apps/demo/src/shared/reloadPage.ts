const KEY = 'chat-demo.focus'

/** Loads the page again. The radio button that has the focus gets it back from `restoreFocus`. */
export function reloadPage(): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLInputElement) sessionStorage.setItem(KEY, activeElement.name)
  location.reload()
}

/** Gives the focus back to what had it before `reloadPage`. */
export function restoreFocus(): void {
  const name = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  if (name) document.querySelector<HTMLElement>(`input[name="${CSS.escape(name)}"]:checked`)?.focus()
}
