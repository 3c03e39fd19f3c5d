/** A bus that calls and answers synchronously, so that only its listeners are measured. */
export function createQuietBus(session = { sessionId: 'session-1' }) {
  const subscribers = new Map()
  const hooks = new Map()
  const of = (event) => subscribers.get(event) ?? []
  const shared = { 'WebChatService.sessionActive': true }
  const answers = {
    'WebChatService.getSessionData': session,
    'WebChatService.getTranscript': { messages: [], originalMessages: [] },
    'WebChatService.getAgents': { agents: {} },
  }
  const settled = (value) => ({
    done(callback) {
      callback(value)
      return this
    },
    fail() {
      return this
    },
  })
  const bus = {
    registerPlugin: () => ({ ...bus }),
    subscribe(event, callback) {
      subscribers.set(event, [...of(event), callback])
      if (event.endsWith('.ready')) callback({ time: 0, publisher: '', event, data: {} })
      return event
    },
    unsubscribe: (event) => subscribers.delete(event),
    before(command, hook) {
      hooks.set(command, [...(hooks.get(command) ?? []), hook])
      return true
    },
    command(name) {
      return settled(answers[name])
    },
    data: (key) => shared[key],
    registry: () => ({ App: {}, WebChat: {}, WebChatService: {} }),
  }
  return {
    bus,
    publish(event, data = {}) {
      for (const callback of of(event))
        callback({ time: Date.now(), publisher: event.split('.')[0], event, data })
    },
    /** Callbacks on the bus, without those of replayed events: their last one stays by design. */
    subscriptions: () =>
      [...subscribers].reduce((sum, [event, each]) => sum + (event.endsWith('.ready') ? 0 : each.length), 0),
    hooks: () => [...hooks.values()].reduce((sum, each) => sum + each.length, 0),
  }
}

/** Lets promises and React run, without any time passing. */
export const breathe = () => new Promise((resolve) => setImmediate(resolve))
