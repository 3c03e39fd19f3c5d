import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

export interface StaticFile {
  readonly body: Buffer
  readonly type: string
}

/** Reads a file below `folder` by the path of a URL. Undefined for files that do not exist or are not below it. */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const root = resolve(folder)
  const relative = tryDecode(urlPath)
  if (relative === undefined) return undefined
  const path = resolve(root, `.${relative.endsWith('/') ? `${relative}index.html` : relative}`)
  if (!path.startsWith(root + sep)) return undefined
  try {
    return { body: await readFile(path), type: TYPES[extname(path)] ?? 'application/octet-stream' }
  } catch {
    return undefined
  }
}

function tryDecode(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.includes('\0') ? undefined : decoded
  } catch {
    return undefined
  }
}
