import { asList, asRecord } from '../../raw.ts'
import { readAll, readFields } from '../readFields.ts'
import type { Transport } from './transport.ts'

/** Digital Channels v3. The server's own messages are in `originalMessages`; the widget's copies lose the order. */
export const digitalChannels: Transport = {
  name: 'digital-channels',
  publishesServerEnd: false,
  takesFiles: true,
  readBatch(data) {
    const { originalMessages, messages } = asRecord(data)
    return readAll(asList(originalMessages).length > 0 ? originalMessages : messages, readFields)
  },
}
