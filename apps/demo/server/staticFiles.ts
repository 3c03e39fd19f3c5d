import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

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

/**
 * Reads a file below `folder` by the path of a URL. Undefined for what does not exist, is no file, or is not below the folder, not even
 * by a symbolic link.
 */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const relative = tryDecode(urlPath)
  if (relative === undefined) return undefined
  try {
    const root = await realpath(folder)
    const path = await realpath(join(root, relative.endsWith('/') ? `${relative}index.html` : relative))
    if (!path.startsWith(root + sep) || !(await stat(path)).isFile()) return undefined
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
