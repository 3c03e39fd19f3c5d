import { button, element } from '../../widget/view/element.ts'
import type { CardItem, Choice, FileItem, Item } from './items.ts'

/** What a customer can do with a message. */
export interface MessageActions {
  choose(choice: Choice): void
  press(choice: Choice): void
}

/** One message in the window. */
export function messageView(item: Item, actions: MessageActions): HTMLElement | undefined {
  if (item.presence !== undefined) return item.presence === 'Disconnect' ? disconnectView(item) : undefined
  const side = item.isMine ? 'mine' : 'theirs'
  const parts = [
    ...(item.text ? [element('p', { class: 'bubble' }, item.text)] : []),
    ...item.files.map(fileView),
    ...item.cards.map((card) => cardView(card, actions)),
  ]
  const who = item.isMine ? 'You' : (item.name ?? (item.isBot ? 'Bot' : 'Agent'))
  return element(
    'div',
    { class: `message ${side}` },
    element('span', { class: 'who' }, `${who} · `, timeView(item.time)),
    ...parts,
    ...(item.quickReplies.length > 0 ? [choicesView(item.quickReplies, actions)] : []),
  )
}

/** Restored messages do not say whether the customer may go on. The input does. */
function disconnectView({ time, isReadOnly }: Item): HTMLElement {
  return element(
    'div',
    { class: 'event' },
    element('strong', {}, 'Your conversation has ended'),
    ...(isReadOnly === true
      ? []
      : [element('span', { class: 'resume' }, 'Resume conversation by sending a new message')]),
    timeView(time),
  )
}

function timeView(time: string): HTMLElement {
  const at = new Date(time)
  const shown = Number.isNaN(at.getTime())
    ? ''
    : at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  return element('time', { datetime: time }, shown)
}

function choicesView(choices: readonly Choice[], { choose }: MessageActions): HTMLElement {
  const list = element('div', { class: 'choices', role: 'group', 'aria-label': 'Quick replies' })
  list.append(
    ...choices.map((choice) =>
      button(
        { class: 'choice' },
        () => {
          // A quick reply can be given once.
          list.remove()
          choose(choice)
        },
        choice.text,
      ),
    ),
  )
  return list
}

function cardView(
  { title, description, image, actions = [] }: CardItem,
  { press }: MessageActions,
): HTMLElement {
  return element(
    'article',
    { class: 'card' },
    ...(image && isWeb(image) ? [element('img', { src: image, alt: '' })] : []),
    element('h3', {}, title),
    ...(description ? [element('p', {}, description)] : []),
    ...actions.map(({ type, text, payload = text, url = '' }) =>
      type === 'Link'
        ? linkView(url, text)
        : button({ class: 'choice' }, () => press({ text, payload }), text),
    ),
  )
}

function fileView({ url, filename, mime = '' }: FileItem): HTMLElement {
  if (mime.startsWith('image/') && isWeb(url)) {
    return element('img', { class: 'picture', src: url, alt: filename })
  }
  return linkView(url, filename)
}

function linkView(url: string, text: string): HTMLElement {
  if (!isWeb(url)) return element('span', {}, text)
  return element('a', { class: 'link', href: url, target: '_blank', rel: 'noopener noreferrer' }, text)
}

function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url)
}
