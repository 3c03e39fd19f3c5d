import { type ChatEndGuardHandle, type HeldFollowUp, useSecondsLeft } from 'react-genesys-chat-lifecycle'
import { followUpWords } from '../shared/followUpWords.ts'

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
  const { id, text } = followUp
  const { words, send, discard } = followUpWords(followUp, guard)
  return (
    <p>
      {words} {text && <q>{text}</q>} {send && <Act onClick={() => guard.sendFollowUp(id)}>{send}</Act>}{' '}
      <Act onClick={() => guard.discardFollowUp(id)}>{discard}</Act>
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
