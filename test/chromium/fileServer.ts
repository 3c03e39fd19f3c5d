import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
}

/** Serves folders and texts on loopback. */
export interface FileServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * @param folders path prefixes such as `/widgets/`, and the folders they serve
 * @param pages paths, and functions that return their HTML
 * @param pageHeaders additional headers of the pages
 */
export async function serveFiles(
  folders: Record<string, string>,
  pages: Record<string, () => string>,
  pageHeaders: Readonly<Record<string, string>> = {},
): Promise<FileServer> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname)
    const page = pages[path]
    if (page) {
      for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page())
      return
    }
    const found = Object.entries(folders).find(([prefix]) => path.startsWith(prefix))
    try {
      if (!found) throw new Error('nothing there')
      const [prefix, folder] = found
      const file = normalize(join(folder, path.slice(prefix.length)))
      if (!file.startsWith(normalize(folder + sep))) throw new Error('outside')
      const content = await readFile(file)
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(content)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The file server does not listen.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
