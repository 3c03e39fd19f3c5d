import { type ChatEndGuardHandle, type HeldFollowUp, useSecondsLeft } from 'react-genesys-chat-lifecycle'

/** Custom rendering of the guard: a bar at the foot of the page. */
export function GuardBar({ guard }: { guard: ChatEndGuardHandle }) {
  const { notice, noticePlacement, endsAt, heldFollowUps, labels } = guard
  const seconds = useSecondsLeft(endsAt)
  const isNoticeHere = notice !== null && noticePlacement === 'page'

  return (
    <div className="guard-bar" role="status" lang={labels.lang} dir={labels.dir}>
      {isNoticeHere && (
        <p>
          {notice} <Act onClick={guard.dismissNotice}>{labels.dismiss}</Act>
        </p>
      )}
      {endsAt !== null && (
        <p>
          {labels.countdown} {seconds} s <Act onClick={guard.keepOpen}>{labels.keepOpen}</Act>
        </p>
      )}
      {heldFollowUps.map((followUp) => (
        <FollowUp key={followUp.id} followUp={followUp} guard={guard} />
      ))}
    </div>
  )
}

function FollowUp({ followUp, guard }: { followUp: HeldFollowUp; guard: ChatEndGuardHandle }) {
  const { id, status, kind, text } = followUp
  const { closedSegment, labels, sendFollowUp, discardFollowUp } = guard
  if (status === 'blocked') {
    return (
      <p>
        {kind === 'file' ? labels.fileRefused : labels.blocked} {text && <q>{text}</q>}{' '}
        <Act onClick={() => discardFollowUp(id)}>{labels.dismiss}</Act>
      </p>
    )
  }
  const isUnknown = status === 'unknown'
  const words = closedSegment ? labels.held : labels.heldReopened
  const button = closedSegment ? labels.sendAsNew : labels.send
  return (
    <p>
      {isUnknown ? labels.unknown : words} <q>{text}</q>{' '}
      <Act onClick={() => sendFollowUp(id)}>{isUnknown ? labels.sendAgain : button}</Act>{' '}
      <Act onClick={() => discardFollowUp(id)}>{labels.discard}</Act>
    </p>
  )
}

function Act({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick}>
      {children}
    </button>
  )
}
