import type { MessengerPlugin, SnippetConfig } from 'genesys-models/messenger'
import type { DeploymentConfig } from '../deployment.ts'

/** The plugin GenesysJS: tells the page how the load went. */
export function registerBoot(plugin: MessengerPlugin): {
  configured(config: DeploymentConfig, snippetConfig: SnippetConfig): void
  started(): void
  /** Nobody can have subscribed yet. */
  refused(): void
} {
  let known: DeploymentConfig | undefined
  plugin.registerCommand('configuration', ({ resolve, reject }) => {
    if (!known) return reject('Deployment config is not available')
    const { id, status, headlessMode, messenger, auth } = known
    resolve({ id, status, headlessMode, messenger, auth })
  })
  return {
    configured(config, snippetConfig) {
      known = config
      plugin.data('deploymentConfig', config)
      plugin.data('snippetConfig', snippetConfig)
      plugin.republish('configurationReceived', { deploymentConfig: config, snippetConfig })
    },
    refused: () => void plugin.publish('domainNotAllowed'),
    started() {
      plugin.republish('ready')
      plugin.ready()
    },
  }
}
