import {
  createMessengerBus,
  type Database,
  DeploymentStore,
  type GenesysWindow,
  type MessengerBus,
  type MessengerPlugin,
  putGenesys,
  registerDatabase,
} from 'genesys-models/messenger'
import { type DeploymentConfig, loadDeployment } from './deployment.ts'
import type { MessengerNetwork } from './networkLink.ts'
import { registerBoot } from './plugins/boot.ts'
import { createProducts } from './products.ts'
import type { Snippet } from './readSnippet.ts'

/** Plugins of the vendor's that do nothing here. Their names are taken all the same. */
const SILENT = ['LocalStorage', 'Identifiers', 'MessengerHelper', 'Markdown', 'ServiceDiscovery']

interface StartOptions extends Snippet {
  readonly target: GenesysWindow
  readonly network: MessengerNetwork
}

/** Takes over from the snippet, and starts what the deployment has. */
export function startMessenger(options: StartOptions): void {
  const { target, server, config: snippetConfig, network } = options
  const bus = createMessengerBus({ mayOmitOptions: true })
  putGenesys(target, bus.genesys)
  const boot = registerBoot(register(bus, 'GenesysJS'))
  const database = registerDatabase(register(bus, 'Database'))
  for (const name of SILENT) register(bus, name).ready()
  void loadDeployment(server, snippetConfig.deploymentId, location.hostname, network).then((loaded) => {
    if (loaded.outcome === 'domain-not-allowed') {
      boot.refused()
      return
    }
    if (loaded.outcome === 'loaded') {
      boot.configured(loaded.config, snippetConfig)
      startProducts(bus, loaded.config, database, options)
    }
    boot.started()
    bus.genesys('executeQueue')
  })
}

function startProducts(
  bus: MessengerBus,
  config: DeploymentConfig,
  database: Database,
  { isFramed, network }: StartOptions,
): void {
  if (config.status !== 'Active') return
  const frame = isFramed ? bus.createFrame() : undefined
  const store = new DeploymentStore(localStorage, config.id)
  const products = createProducts({
    config,
    store,
    database,
    network,
    page: (name) => register(bus, name),
    product: (name) => frame?.registerPlugin(name) ?? register(bus, name),
  })
  // The frame loads after the page's own plugins.
  setTimeout(products.start, 0)
}

function register(bus: MessengerBus, name: string): MessengerPlugin {
  const plugin = bus.registerPlugin(name)
  if (!plugin) throw new Error(`The name ${name} is taken.`)
  return plugin
}
