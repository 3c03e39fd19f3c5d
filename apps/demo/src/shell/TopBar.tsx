import { ChatKind } from './ChatKind.tsx'

const PAGES = [
  { page: 'index.html', name: 'Widget' },
  { page: 'custom.html', name: 'Custom UI' },
  { page: 'compare.html', name: 'Before and after' },
] as const

export interface TopBarProps {
  /** The current page. */
  readonly page: (typeof PAGES)[number]['page']
  /** Called after the transport or the kind of chat was changed. Without it there is no choice. */
  readonly onKind?: () => void
}

/** The demo's header: its title, its pages, and the kind of chat. */
export function TopBar({ page, onKind }: TopBarProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the pages in frames have banners too, so this one needs a name
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
      {onKind && <ChatKind onKind={onKind} />}
    </header>
  )
}
