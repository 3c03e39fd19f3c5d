import { type ChatEndGuardHandle, useSecondsLeft } from 'react-genesys-chat-lifecycle'

/** The guard's behaviour in a look of the page's own: a bar at its foot. */
export function OwnLook({ guard }: { guard: ChatEndGuardHandle }) {
  const { notice, place, endsAt, followUps, labels } = guard
  const seconds = useSecondsLeft(endsAt)
  const isNoticeHere = notice !== null && place === 'page'
  const why = { held: labels.held, blocked: labels.blocked, file: labels.fileRefused }

  return (
    <div className="own-look" role="status" lang={labels.lang} dir={labels.dir}>
      {isNoticeHere && (
        <p>
          {notice} <Act onClick={guard.dismiss}>{labels.dismiss}</Act>
        </p>
      )}
      {endsAt !== null && (
        <p>
          {labels.countdown} {seconds} s <Act onClick={guard.keepOpen}>{labels.stop}</Act>
        </p>
      )}
      {followUps.map(({ id, kind, text }) => (
        <p key={id}>
          {why[kind]} {text && <q>{text}</q>}{' '}
          {kind === 'held' && <Act onClick={() => guard.send(id)}>{labels.sendAsNew}</Act>}{' '}
          <Act onClick={() => guard.discard(id)}>{kind === 'held' ? labels.discard : labels.dismiss}</Act>
        </p>
      ))}
    </div>
  )
}

function Act({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick}>
      {children}
    </button>
  )
}
