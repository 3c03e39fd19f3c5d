// What is measured is what is published; these files are not among its entry points.
const from = (path) =>
  import(new URL(`../packages/react-genesys-chat-lifecycle/dist/${path}`, import.meta.url))

export const { readBatch } = await from('lifecycle/messages.js')
export const { readSignals } = await from('lifecycle/events.js')
export const { interactionState } = await from('lifecycle/signals.js')
export const { initialLifecycle, project, reduceLifecycle } = await from('lifecycle/reducer.js')
