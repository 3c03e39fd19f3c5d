import type { ChatCommandErrorKind } from '../commandError.ts'
import type { FileLimits } from '../port.ts'
import { asList, asRecord, asText, firstText, isRecord } from '../raw.ts'
import type { BusClient } from './client.ts'
import type { CurrentTransport } from './currentTransport.ts'
import { runPassing } from './passing.ts'

/** A file may be large and the network slow. The service sets no limit of its own. */
const UPLOAD_MS = 300_000
/** An upload does not wait for longer. */
const LIMITS_MS = 2_000
const SEND_FILE = 'WebChatService.sendFile'

/** The codes of Digital Channels, of GMS, and the status of a server in front of them. */
const REFUSALS = new Map<string, ChatCommandErrorKind>([
  ['INVALID_FILE_TYPE', 'file-type'],
  ['LIMIT_FILE_SIZE', 'file-size'],
  ['LIMIT_FILE_COUNT', 'file-count'],
  ['201', 'file-count'],
  ['202', 'file-size'],
  ['203', 'file-type'],
  ['413', 'file-size'],
  ['415', 'file-type'],
])

/** Uploads a file. The service tells nothing between the beginning and the end of it. */
export async function sendFile(
  client: BusClient,
  file: File,
  onProgress: (part: number) => void,
): Promise<void> {
  onProgress(0)
  // Like a file input, which is what the command takes.
  const data = { files: { files: [file] } }
  await runPassing(client, SEND_FILE, data, { timeoutMs: UPLOAD_MS, explain: explainRefusal })
  onProgress(1)
}

/** Reads the body of a refusal, of which an XHR object has the text. */
function explainRefusal(reason: unknown): readonly [ChatCommandErrorKind, string] | undefined {
  const { status: httpStatus, responseText } = asRecord(reason)
  const { status, errors } = parse(responseText)
  const { code, message, advice } = { ...asRecord(status), ...asRecord(asList(errors)[0]) }
  const kind = REFUSALS.get(String(code)) ?? REFUSALS.get(String(httpStatus))
  if (!kind) return undefined
  return [kind, firstText(message, advice) || 'the service does not take this file']
}

/** GMS alone announces limits. Digital Channels refuse the question. */
export async function readFileLimits(
  client: BusClient,
  transport: CurrentTransport,
): Promise<FileLimits | null> {
  const isActive = client.connection?.data('WebChatService.sessionActive') === true
  if (transport.name !== 'gms' || !isActive) return null
  const answer = await client.run('WebChatService.getFileLimits', undefined, { timeoutMs: LIMITS_MS })
  const { messages } = parse(answer)
  const data = asRecord(asRecord(asList(messages)[0]).userData)
  const types = asText(data['upload-file-types'])
  const most = readCount(data['upload-max-files'])
  return {
    maxBytes: readCount(data['upload-max-file-size']),
    remaining: most && Math.max(0, most - (readCount(data['used-upload-max-files']) ?? 0)),
    accept: types ? types.split(':').map((type) => `.${type}`) : null,
    blocked: [],
  }
}

const readCount = (value: unknown): number | null => (value && Number(value) >= 0 ? Number(value) : null)

/** An answer as an object, or as its text. **It may hold the session's key**: read named fields only. */
function parse(answer: unknown): Record<string, unknown> {
  if (isRecord(answer)) return answer
  try {
    return asRecord(JSON.parse(asText(answer)))
  } catch {
    return {}
  }
}
