const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g

/** Text as text, with its web addresses as links: that is all the real widget makes of it when Markdown is off. */
export function linkedText(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  let shown = 0
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    fragment.append(text.slice(shown, index))
    const link = document.createElement('a')
    link.href = address
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    link.textContent = address
    fragment.append(link)
    shown = index + address.length
  }
  fragment.append(text.slice(shown))
  return fragment
}
