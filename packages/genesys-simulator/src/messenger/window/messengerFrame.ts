import { STYLES } from './styles.ts'

/** Beside the launcher there is room for its shadow. */
const MARGIN = 16
const LAUNCHER = 56
const WINDOW_WIDTH = 376
const TOAST_WIDTH = 320
const PHONE = '(max-width: 600px)'
const LAYER = '99999999'

/** What the frame makes room for. */
export interface FrameContent {
  readonly hasLauncher: boolean
  readonly hasWindow: boolean
  readonly hasToast: boolean
}

/** The frame in the corner of the page, as large as what it shows. */
export interface MessengerFrame {
  readonly body: HTMLElement
  fit(content: FrameContent): void
  remove(): void
}

/** Puts the frame on the page, where the vendor has its own. It needs neither an inline style nor a script of the page. */
export function createMessengerFrame(primaryColor: string): MessengerFrame {
  const host = document.createElement('div')
  host.className = 'genesys-app'
  const frame = document.createElement('iframe')
  frame.id = 'genesys-mxg-frame'
  frame.className = 'genesys-mxg-frame'
  frame.title = 'Genesys Messenger'
  frame.name = 'Genesys Messenger'
  Object.assign(frame.style, {
    position: 'fixed',
    zIndex: LAYER,
    border: 'none',
    width: '0px',
    height: '0px',
    // A frame that has the scheme of its document is see-through.
    colorScheme: 'light',
  })
  host.append(frame)
  document.body.append(host)
  const { contentDocument: inside, contentWindow } = frame
  if (!inside || !contentWindow) throw new Error('The frame of Messenger has no document.')
  inside.documentElement.lang = 'en'
  inside.title = 'Genesys Messenger'
  const sheet = new (contentWindow as Window & typeof globalThis).CSSStyleSheet()
  sheet.replaceSync(STYLES)
  inside.adoptedStyleSheets = [sheet]
  inside.documentElement.style.setProperty('--primary', primaryColor)
  inside.documentElement.style.setProperty('--on-primary', isLight(primaryColor) ? '#14181f' : '#ffffff')

  const phone = window.matchMedia(PHONE)
  let content: FrameContent = { hasLauncher: false, hasWindow: false, hasToast: false }
  const place = () => {
    const { hasLauncher, hasWindow, hasToast } = content
    const isFull = hasWindow && phone.matches
    inside.body.classList.toggle('full', isFull)
    const edge = `${20 - MARGIN}px`
    Object.assign(frame.style, {
      right: isFull ? '0px' : edge,
      bottom: isFull ? '0px' : edge,
      maxWidth: isFull ? '' : `calc(100vw - ${edge})`,
      ...size(isFull, hasLauncher, hasWindow, hasToast),
    })
  }
  phone.addEventListener('change', place)
  return {
    body: inside.body,
    fit(next) {
      content = next
      place()
    },
    remove() {
      phone.removeEventListener('change', place)
      host.remove()
    },
  }
}

function size(isFull: boolean, hasLauncher: boolean, hasWindow: boolean, hasToast: boolean) {
  if (isFull) return { width: '100%', height: '100%' }
  if (hasWindow) {
    return { width: `${WINDOW_WIDTH + 2 * MARGIN}px`, height: `min(92%, ${712}px)` }
  }
  const launcher = hasLauncher ? LAUNCHER + 2 * MARGIN : 0
  if (hasToast) return { width: `${TOAST_WIDTH + 2 * MARGIN}px`, height: `${launcher + 220}px` }
  return { width: `${launcher}px`, height: `${launcher}px` }
}

/** Whether dark text is easier to read on it. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[0-9a-f]{2}/gi) ?? []).map((part) =>
    Number.parseInt(part, 16),
  )
  return red * 0.299 + green * 0.587 + blue * 0.114 > 160
}
