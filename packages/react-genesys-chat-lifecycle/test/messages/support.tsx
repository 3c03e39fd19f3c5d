import {
  type ChatMessage,
  type GenesysChatMessages,
  type UseGenesysChatMessagesOptions,
  useGenesysChatMessages,
} from '../../src/index.ts'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'

/** A custom chat UI without the vendor's window, and its transcript as it was rendered last. */
export interface ChatUi extends App {
  readonly view: () => GenesysChatMessages
  readonly messages: () => readonly ChatMessage[]
  /** What each message says, and how far it has got. */
  readonly lines: () => string[]
}

/** Mounts a custom chat UI, with a chat that Anna has joined. */
export async function mountChatUi(
  options: AppOptions = {},
  transcript?: UseGenesysChatMessagesOptions,
): Promise<ChatUi> {
  let view: GenesysChatMessages | undefined
  const app = await mountConversation({
    guard: null,
    ...options,
    bus: { webChat: false, ...options.bus },
    children: (
      <>
        <Transcript
          options={transcript}
          onRender={(rendered) => {
            view = rendered
          }}
        />
        {options.children}
      </>
    ),
  })
  const current = (): GenesysChatMessages => {
    if (!view) throw new Error('nothing was rendered')
    return view
  }
  return Object.assign(app, {
    view: current,
    messages: () => current().messages,
    lines: () => current().messages.map(describeMessage),
  })
}

export const describeMessage = ({ text, attachments, delivery }: ChatMessage): string =>
  [text || attachments[0]?.name, delivery].filter(Boolean).join(': ')

function Transcript(props: {
  options: UseGenesysChatMessagesOptions | undefined
  onRender: (view: GenesysChatMessages) => void
}) {
  props.onRender(useGenesysChatMessages(props.options))
  return null
}
