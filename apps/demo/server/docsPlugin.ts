import type { Plugin } from 'vite'
import { createDocs } from './docs.ts'

/** Adds the documentation and the demo's source to the site. */
export function documentation(root: string): Plugin {
  return {
    name: 'chat-demo:documentation',
    applyToEnvironment: ({ name }) => name === 'client',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.replace(/^\//, '').replace(/[?#].*/, '') ?? ''
        const file = path.startsWith('docs/')
          ? createDocs(root).find((one) => one.path === (path.endsWith('/') ? `${path}index.html` : path))
          : undefined
        if (!file) return next()
        response.setHeader('content-type', file.type)
        response.end(file.body)
      })
    },
    generateBundle() {
      for (const { path, body } of createDocs(root))
        this.emitFile({ type: 'asset', fileName: path, source: body })
    },
  }
}
