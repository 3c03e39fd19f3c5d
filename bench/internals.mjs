// Measures what is published. These files are not among its entry points.
const from = (path) =>
  import(new URL(`../packages/react-genesys-chat-lifecycle/dist/${path}`, import.meta.url))

export const { digitalChannels } = await from('platform/genesys-widgets/transports/digitalChannels.js')
export const { detectClose } = await from('chat/signals/signal.js')
export const { interactionState } = await from('chat/signals/interactionState.js')
export const { initialRecord, reduceChat } = await from('chat/reducer.js')
export const { project } = await from('chat/project.js')
