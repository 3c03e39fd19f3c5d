import { forgetChat } from '../shared/forgetChat.ts'
import { changeSettings, type DemoSettings, useSettings } from '../shared/settings.ts'
import { RadioBar } from './RadioBar.tsx'

const PLATFORMS = [
  { value: 'widgets', label: 'Widgets', title: 'Genesys Widgets 9: CXBus, WebChatService and WebChat.' },
  { value: 'messenger', label: 'Messenger', title: 'Genesys Cloud Messenger: Genesys(…).' },
] as const

const TRANSPORTS = [
  {
    value: 'digital-channels',
    label: 'Digital Channels',
    title: 'The server says when an agent closes a segment.',
  },
  {
    value: 'gms',
    label: 'GMS',
    title: 'Nothing says that a segment was closed. The library closes it when the agent has left.',
  },
] as const

const MODES = [
  {
    value: 'async',
    label: 'Asynchronous',
    title: 'One long session of many segments. A closed segment shows a notice.',
  },
  { value: 'regular', label: 'Regular', title: 'One session, one segment. A closed segment ends the chat.' },
] as const

const DISCONNECTS = [
  {
    value: 'async',
    label: 'Send',
    title: 'When an agent disconnects, the customer may go on. The closed segment shows a notice.',
  },
  { value: 'regular', label: 'Read-only', title: 'When an agent disconnects, the chat is over.' },
] as const

/** Chooses the platform, the transport and the kind of chat of the customer's page, which has to be loaded again. */
export function ChatKind({ onKind }: { readonly onKind: () => void }) {
  const { platform, mode, transport } = useSettings()
  const change = (kind: Partial<DemoSettings>): void => {
    // A chat of another kind cannot be resumed.
    forgetChat()
    changeSettings(kind)
    onKind()
  }
  return (
    <div className="chat-kind">
      <RadioBar
        legend="Platform"
        name="platform"
        value={platform}
        choices={PLATFORMS}
        onChange={(value) => change({ platform: value })}
      />
      {platform === 'widgets' ? (
        <WidgetsKind mode={mode} transport={transport} onChange={change} />
      ) : (
        <RadioBar
          legend="Conversation Disconnect"
          name="mode"
          value={mode}
          choices={DISCONNECTS}
          onChange={(value) => change({ mode: value })}
        />
      )}
    </div>
  )
}

interface WidgetsKindProps extends Pick<DemoSettings, 'mode' | 'transport'> {
  readonly onChange: (kind: Partial<DemoSettings>) => void
}

function WidgetsKind({ mode, transport, onChange }: WidgetsKindProps) {
  return (
    <>
      <RadioBar
        legend="Transport"
        name="transport"
        value={transport}
        choices={TRANSPORTS}
        onChange={(value) => onChange({ transport: value, ...(value === 'gms' && { mode: 'regular' }) })}
      />
      <RadioBar
        legend="Kind of chat"
        name="mode"
        value={mode}
        choices={MODES.map((choice) =>
          choice.value === 'async' && transport === 'gms'
            ? { ...choice, disabled: true, title: 'Over polling, GMS has regular chats only.' }
            : choice,
        )}
        onChange={(value) => onChange({ mode: value })}
      />
    </>
  )
}
