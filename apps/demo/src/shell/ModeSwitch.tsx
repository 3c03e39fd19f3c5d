import { forgetChat } from '../shared/forgetChat.ts'
import { type ChatMode, changeSettings, useSettings } from '../shared/settings.ts'

const MODES: readonly { readonly mode: ChatMode; readonly label: string; readonly title: string }[] = [
  {
    mode: 'async',
    label: 'Asynchronous',
    title: 'One long session of many segments. A closed segment shows a notice.',
  },
  { mode: 'regular', label: 'Regular', title: 'One session, one segment. A closed segment ends the chat.' },
]

/** Chooses the kind of chat that the customer's page starts. Changing it reloads that page. */
export function ModeSwitch({ onMode }: { readonly onMode: () => void }) {
  const { mode } = useSettings()
  return (
    <fieldset className="mode-switch">
      <legend className="visually-hidden">Kind of chat</legend>
      {MODES.map((choice) => (
        <label key={choice.mode} title={choice.title}>
          <input
            type="radio"
            name="mode"
            value={choice.mode}
            checked={mode === choice.mode}
            onChange={() => {
              // A chat of the other kind cannot be resumed.
              forgetChat()
              changeSettings({ mode: choice.mode })
              onMode()
            }}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
