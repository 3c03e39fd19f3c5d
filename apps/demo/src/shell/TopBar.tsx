import { ModeSwitch } from './ModeSwitch.tsx'

const PAGES = [
  { page: 'index.html', name: 'Widget' },
  { page: 'custom.html', name: 'Custom UI' },
  { page: 'compare.html', name: 'Before and after' },
] as const

export interface TopBarProps {
  /** The page that this is. */
  readonly page: (typeof PAGES)[number]['page']
  /** One may choose the kind of chat here, and this is what the choice does. */
  readonly onMode?: () => void
}

/** The demo's own head: what it is, and which kind of chat is played. */
export function TopBar({ page, onMode }: TopBarProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a banner may be named, and the pages in frames have one too
    <header className="topbar" aria-label="Demo">
      <div className="topbar-title">
        <svg className="topbar-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="8" />
          <path d="M9 8.5h14a1.5 1.5 0 0 1 1.5 1.500v9a1.5 1.5 0 0 1-1.5 1.500h-7.2L11 24.6v-4.1H9A1.5 1.5 0 0 1 7.5 19v-9A1.5 1.5 0 0 1 9 8.500Z" />
        </svg>
        <h1>
          Both sides of a chat
          <span>react-genesys-chat-lifecycle</span>
        </h1>
      </div>
      <nav className="topbar-nav" aria-label="Pages">
        {PAGES.map((other) => (
          <a key={other.page} href={other.page} aria-current={other.page === page ? 'page' : undefined}>
            {other.name}
          </a>
        ))}
      </nav>
      {onMode && <ModeSwitch onMode={onMode} />}
    </header>
  )
}
