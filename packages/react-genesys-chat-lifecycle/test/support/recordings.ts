import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recording } from 'genesys-models/replay'

const FOLDER = join(import.meta.dirname, '..', 'recordings')

/** A recorded event stream of the real widget, by the name of its file. */
export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Recording
}
