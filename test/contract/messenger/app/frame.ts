import { ContactCentre, createWebMessaging } from 'genesys-models/centre'
import {
  DeploymentStore,
  MemoryNetwork,
  MessagingService,
  type MessengerPlugin,
} from 'genesys-models/messenger'

/** What the frame shows to a test: the other side, which lives in it. */
export interface MessengerTestFrame {
  centre: ContactCentre
}

// One frame is enough.
if (window.name === 'first') {
  const createId = (): string => crypto.randomUUID()
  const centre = new ContactCentre()
  const network = new MemoryNetwork(createWebMessaging({ centre, rates: {} }), 'deployment')
  ;(window as unknown as MessengerTestFrame).centre = centre
  const { Genesys } = window as unknown as { Genesys(...call: unknown[]): void }
  Genesys('registerPlugin', 'MessagingService', (plugin: MessengerPlugin) => {
    const service = new MessagingService(plugin, {
      link: network.createLink(createId),
      store: new DeploymentStore(localStorage, 'deployment'),
      createId,
      disconnect: 'send',
      clear: true,
      autoStart: false,
      takesFiles: true,
      customAttributes: () => undefined,
    })
    service.start()
  })
}
