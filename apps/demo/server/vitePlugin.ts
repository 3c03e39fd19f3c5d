import type { Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Plugin } from 'vite'
import type * as DemoApp from './demoApp.ts'

/** Adds the contact centre to Vite's dev server, so that `vite` alone serves the whole demo with hot reload. */
export function simulator(): Plugin {
  const options = {
    ...(process.env.GENESYS_WIDGETS_DIR ? { widgetsDir: process.env.GENESYS_WIDGETS_DIR } : {}),
    ...(process.env.VITE_GENESYS_WIDGETS_URL ? { widgetsUrl: process.env.VITE_GENESYS_WIDGETS_URL } : {}),
  }
  return {
    name: 'chat-demo:simulator',
    apply: 'serve',
    async configureServer(server) {
      // Loaded through Vite, because the simulator is TypeScript here.
      const demo = (await server.ssrLoadModule('/server/demoApp.ts')) as typeof DemoApp
      const app = demo.createDemoApp(options)
      const listener = getRequestListener(app.fetch)
      if (server.httpServer) app.attach(server.httpServer as Server)
      server.middlewares.use((request, response, next) => {
        const ours = [...demo.API_PATHS, '/genesys/'].some((path) => request.url?.startsWith(path))
        if (ours) void listener(request, response)
        else next()
      })
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html, context) {
        if (context.server === undefined) return html
        const demo = (await context.server.ssrLoadModule('/server/demoApp.ts')) as typeof DemoApp
        return demo.describeServer(html, options)
      },
    },
  }
}
