import { asList, asRecord, isRecord, type Loose } from '../../raw.ts'
import { readAll, readFields } from '../readFields.ts'
import type { Transport } from './transport.ts'

/**
 * GMS Chat API v2, by polling or over CometD. Only the widget's copies know a bot that poses as an agent. Only the server's messages have
 * events, links and files. Both have an index, which numbers the messages of a session from 1.
 */
export const gms: Transport = {
  name: 'gms',
  publishesServerEnd: true,
  activatesLate: true,
  takesFiles: true,
  readBatch(data) {
    const { originalMessages, messages } = asRecord(data)
    const originals = new Map(asList(originalMessages).filter(isRecord).map(indexed))
    const list = asList(messages).length > 0 ? messages : originalMessages
    return readAll(list, (copy) => {
      const original = originals.get(copy.index)
      // A preprocessor of the page changes copies.
      const text = original?.text ?? copy.text
      return { ...readFields({ ...original, ...copy, text }), raw: original ?? copy }
    })
  },
}

const indexed = (message: Loose): [unknown, Loose] => [message.index, message]
