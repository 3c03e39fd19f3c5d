import { button, icon } from './element.ts'

export interface Launcher {
  readonly root: HTMLButtonElement
  setShown(shown: boolean): void
}

/** The round button in the page's corner. */
export function createLauncher(label: string, onOpen: () => void): Launcher {
  const root = button(
    { class: 'gsim-launcher', 'aria-haspopup': 'dialog', hidden: true },
    onOpen,
    icon('M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM8 9.5h8M8 13h5'),
    label,
  )
  return {
    root,
    setShown(shown) {
      root.hidden = !shown
    },
  }
}
