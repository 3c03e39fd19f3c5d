import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Recording } from 'genesys-models/replay'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../recordings')

/** The event streams of the real widget, by file name. */
export const recordings: [string, Recording][] = readdirSync(folder).map((file) => [
  file.replace('.json', ''),
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording,
])
