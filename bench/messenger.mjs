/** Messenger's bus, which calls and answers synchronously, so that only its listeners are measured. Headless, and ready. */
export function createQuietMessenger() {
  const subscribers = new Map()
  let hooks = 0
  const of = (event) => subscribers.get(event) ?? []
  const registry = { GenesysJS: {}, MessagingService: {} }
  const config = {
    id: 'deployment-1',
    status: 'Active',
    headlessMode: { enabled: true },
    messenger: {
      apps: {
        conversations: {
          conversationDisconnect: { enabled: true, type: 'Send' },
          conversationClear: { enabled: true },
        },
      },
    },
  }
  const plugin = {
    subscribe: (event, callback) => subscribers.set(event, [...of(event), callback]),
    command: async () => ({}),
    before: () => {
      hooks++
    },
    registry: () => registry,
    data: (key) => (key === 'GenesysJS.deploymentConfig' ? config : undefined),
  }
  return {
    genesys: (action, _name, callback) => action === 'registerPlugin' && callback(plugin),
    publish(event, data = {}) {
      for (const callback of of(event)) callback({ event, data })
    },
    /** They stay for good: this bus cannot take them back from its other frames. */
    subscriptions: () => [...subscribers.values()].reduce((sum, each) => sum + each.length, 0),
    hooks: () => hooks,
  }
}
