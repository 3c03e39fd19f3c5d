import { attempt, isArray } from '../../common/values.ts'
import type { FileLimits } from '../port.ts'
import { asRecord, firstText, isRecord, type Loose } from '../raw.ts'
import { codeOf } from './readError.ts'
import { asList } from './values.ts'

/** What Messenger says about files: at each connection, and before that in its configuration. Undefined while it has said nothing. */
export function readLimits(answer: Loose | undefined, fileUpload: unknown): FileLimits | undefined {
  const session = isRecord(answer?.allowedMedia) ? answer : undefined
  const { enableAttachments, modes } = asRecord(fileUpload)
  const configured = asList(modes).map(asRecord)
  const inbound = asRecord(asRecord(session?.allowedMedia).inbound)
  // A content profile of the organisation is announced by the session only.
  if (!session && (enableAttachments === true || !isArray(modes))) return undefined
  const types = session
    ? asList(inbound.fileTypes).map((each) => asRecord(each).type)
    : configured.flatMap(({ fileTypes }) => asList(fileTypes))
  const own = session ? [inbound.maxFileSizeKB] : configured.map(({ maxFileSizeKB }) => maxFileSizeKB)
  const kilobytes = own.map((size) => attempt(() => Number(size)) ?? 0).filter((size) => size > 0)
  return {
    maxBytes: kilobytes.length > 0 ? Math.max(...kilobytes) * 1_024 : null,
    remaining: null,
    accept: types.map((type) => firstText(type)).filter(Boolean),
    blocked: asList(session?.blockedExtensions)
      .map((each) => firstText(each))
      .filter(Boolean),
  }
}

/** What is wrong with a file, and not with the service. */
export function isFileRefusal(error: unknown): boolean {
  const code = codeOf(error) ?? 0
  return asRecord(error).class === 'GenerateUrlError' || (code > 4_000 && code < 4_006) || code === 4_102
}
