import type { HeldFollowUp } from 'react-genesys-chat-lifecycle'
import { en } from 'react-genesys-chat-lifecycle/locales'
import { expect, test } from 'vitest'
import { followUpWords } from '../src/shared/followUpWords.ts'

type Row = [
  HeldFollowUp['status'],
  HeldFollowUp['kind'],
  'closed' | 'open',
  string,
  string | undefined,
  string,
]

test.each<Row>([
  ['held', 'text', 'closed', en.held, en.sendAsNew, en.discard],
  ['sending', 'text', 'open', en.heldReopened, en.send, en.discard],
  ['unknown', 'text', 'closed', en.unknown, en.sendAgain, en.discard],
  ['blocked', 'text', 'closed', en.blocked, undefined, en.dismiss],
  ['blocked', 'file', 'closed', en.fileRefused, undefined, en.dismiss],
])('a %s %s in a segment that is %s', (status, kind, segment, words, send, discard) => {
  const closedSegment = segment === 'open' ? null : { key: '1', state: 'Completed', at: 0, agentName: null }
  const said = followUpWords({ status, kind }, { closedSegment: closedSegment as never, labels: en })
  expect({ send: undefined, ...said }).toEqual({ words, send, discard })
})
