import { ENDS } from '../shared/words.ts'
import { useCustomerState } from '../shell/useCustomerState.ts'
import type { ChatMessage, SessionSummary } from './agentApi.ts'

interface EndingProps {
  readonly session: SessionSummary
  readonly messages: readonly ChatMessage[]
}

/** Of a chat that is over: who ended it, and why. */
export function Ending({ session, messages }: EndingProps) {
  const seen = useCustomerState()
  if (!session.ended) return null
  // The library on the customer's page knows more: whether it was the customer, or the guard for them.
  const reason = seen?.sessionId === session.sessionId && seen.endReason
  const name = session.customer.nickname || 'The customer'
  const who =
    (reason && reason !== 'customer' && ENDS[reason]) ||
    (isEndOfCustomer(messages) ? `${name} ended it` : 'The contact centre ended it')
  return (
    <p className="ending" role="status">
      This chat is over. {who}.
    </p>
  )
}

/** The customer who ends a chat leaves first. Where the server ends it, they leave last, or nothing says so. */
function isEndOfCustomer(messages: readonly ChatMessage[]): boolean {
  const other = messages.findLastIndex(({ type }) => type !== 'ParticipantLeft')
  return messages[other + 1]?.from.type === 'Customer'
}
