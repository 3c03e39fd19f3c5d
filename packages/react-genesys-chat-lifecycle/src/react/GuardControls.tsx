'use client'

import type * as React from 'react'
import type { HeldFollowUp } from '../guard/state.ts'
import type { GuardLabels } from '../locales/labels.ts'
import { durationInWords } from './durationInWords.ts'
import { ReturnFocus } from './ReturnFocus.tsx'
import type { ChatEndGuardHandle } from './useChatEndGuard.ts'
import { useSecondsLeft } from './useSecondsLeft.ts'

const BASE = 'genesys-chat-guard'

/** One message, with the buttons that belong to it. */
export function Card({
  labels,
  children,
}: {
  labels: GuardLabels
  children: React.ReactNode
}): React.ReactNode {
  const { lang, dir } = labels
  return (
    <ReturnFocus>
      <div className={`${BASE}__card`} lang={lang} dir={dir}>
        {children}
      </div>
    </ReturnFocus>
  )
}

export function Button({
  children,
  onClick,
  disabled,
  isMain,
}: {
  children: React.ReactNode
  onClick: () => void
  disabled?: boolean
  isMain?: boolean
}): React.ReactNode {
  return (
    <button
      type="button"
      className={`${BASE}__button${isMain ? ` ${BASE}__button--main` : ''}`}
      aria-disabled={disabled || undefined}
      onClick={onClick}
    >
      {children}
    </button>
  )
}

/** The default look of what has buttons. */
export function GuardControls({ guard }: { guard: ChatEndGuardHandle }): React.ReactNode {
  const { endsAt, heldFollowUps, labels, closedSegment, isSending, keepOpen, sendFollowUp, discardFollowUp } =
    guard
  const held = heldFollowUps.filter(({ status }) => status === 'held' || status === 'sending')
  const unknown = heldFollowUps.filter(({ status }) => status === 'unknown')
  const blocked = heldFollowUps.filter(({ status, kind }) => status === 'blocked' && kind === 'text')
  const files = heldFollowUps.filter(({ kind }) => kind === 'file')
  const discard = (each: readonly HeldFollowUp[]) => () => {
    for (const { id } of each) discardFollowUp(id)
  }
  return (
    <>
      {endsAt !== null && (
        <Card labels={labels}>
          <p className={`${BASE}__text`}>
            {labels.countdown} <TimeLeft endsAt={endsAt} lang={labels.lang} />
          </p>
          <div className={`${BASE}__actions`}>
            <Button onClick={keepOpen}>{labels.keepOpen}</Button>
          </div>
        </Card>
      )}
      {held.length > 0 && (
        <Card labels={labels}>
          <p className={`${BASE}__text`}>{closedSegment ? labels.held : labels.heldReopened}</p>
          <Quotes followUps={held} labels={labels} />
          <div className={`${BASE}__actions`}>
            <Button isMain disabled={isSending} onClick={() => sendFollowUp()}>
              {closedSegment ? labels.sendAsNew : labels.send}
            </Button>
            <Button disabled={isSending} onClick={discard(held)}>
              {labels.discard}
            </Button>
          </div>
        </Card>
      )}
      {unknown.map((followUp) => (
        <Card key={followUp.id} labels={labels}>
          <p className={`${BASE}__text`}>{labels.unknown}</p>
          <Quotes followUps={[followUp]} labels={labels} />
          <div className={`${BASE}__actions`}>
            <Button disabled={isSending} onClick={() => sendFollowUp(followUp.id)}>
              {labels.sendAgain}
            </Button>
            <Button disabled={isSending} onClick={() => discardFollowUp(followUp.id)}>
              {labels.discard}
            </Button>
          </div>
        </Card>
      ))}
      {blocked.length > 0 && (
        <Card labels={labels}>
          <p className={`${BASE}__text`}>{labels.blocked}</p>
          {blocked.map(({ id, text }) => (
            <textarea
              key={id}
              className={`${BASE}__copy`}
              aria-label={labels.yourMessage}
              readOnly
              dir="auto"
              value={text}
            />
          ))}
          <div className={`${BASE}__actions`}>
            <Button onClick={discard(blocked)}>{labels.dismiss}</Button>
          </div>
        </Card>
      )}
      {files.length > 0 && (
        <Card labels={labels}>
          <p className={`${BASE}__text`}>{labels.fileRefused}</p>
          <div className={`${BASE}__actions`}>
            <Button onClick={discard(files)}>{labels.dismiss}</Button>
          </div>
        </Card>
      )}
    </>
  )
}

/** A region that scrolls must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 } as const

/** Texts of the customer's. */
function Quotes({
  followUps,
  labels,
}: {
  followUps: readonly HeldFollowUp[]
  labels: GuardLabels
}): React.ReactNode {
  return (
    <blockquote className={`${BASE}__quotes`} aria-label={labels.yourMessage} {...SCROLLABLE}>
      {followUps.map(({ id, text }) => (
        <p key={id} className={`${BASE}__quote`} dir="auto" lang="">
          {text}
        </p>
      ))}
    </blockquote>
  )
}

/** The only part that renders every second. A screen reader reads it on request, not at each change. */
function TimeLeft({ endsAt, lang }: { endsAt: number; lang: string }): React.ReactNode {
  return (
    <span role="timer" aria-live="off" className={`${BASE}__seconds`}>
      {durationInWords(useSecondsLeft(endsAt), lang)}
    </span>
  )
}
