import { deploymentConfig, deploymentDomains, type WebMessaging } from 'genesys-models/centre'
import { type Context, Hono } from 'hono'

/** What a page asks for before anything else. */
export function deploymentsApi({ deployments }: WebMessaging): Hono {
  const find = (c: Context) => deployments.find(c.req.param('id') ?? '')
  return new Hono()
    .get('/:id/config.json', (c) => {
      const deployment = find(c)
      return deployment ? c.json(deploymentConfig(deployment, endpoints(c))) : c.notFound()
    })
    .get('/:id/domains.json', (c) => {
      const deployment = find(c)
      return deployment ? c.json(deploymentDomains(deployment)) : c.notFound()
    })
}

/** Everything is where the configuration is. */
function endpoints(c: Context) {
  const { origin } = new URL(c.req.url)
  return { apiEndpoint: origin, messagingEndpoint: origin.replace(/^http/, 'ws') }
}
