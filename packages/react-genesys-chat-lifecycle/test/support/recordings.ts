import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recording } from '../../src/testing/index.ts'

const FOLDER = join(import.meta.dirname, '..', 'recordings')

/** A recorded event stream of the real widget, by the name of its file. */
export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Recording
}
