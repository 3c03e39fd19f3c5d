import type { Clock } from '../clock.ts'
import type { ChatSession } from '../session.ts'
import { type Attachments, createAttachments } from './attachments.ts'
import type { Deployment } from './deployments.ts'
import { createMeter, type Meter, type WebMessagingRates } from './rate.ts'
import { createTranscript, type Transcript } from './transcript.ts'
import type { WebMessagingFrame } from './wire.ts'

/** One of a guest's WebSockets, of a tab for example. */
export interface GuestLink {
  push(...frames: readonly WebMessagingFrame[]): void
  /** Closes the WebSocket, after what was pushed before. */
  close(): void
}

/** What one token stands for: a session, and the connections to it. */
export interface Guest {
  readonly token: string
  readonly deployment: Deployment
  /** Who has signed in. */
  readonly userId: string | undefined
  readonly session: ChatSession
  readonly transcript: Transcript
  readonly attachments: Attachments
  readonly messageMeter: Meter
  readonly historyMeter: Meter
  /** Oldest first. */
  readonly links: GuestLink[]
  /** The chat was disconnected for good. It can still be read, and cleared. */
  isReadOnly: boolean
  isExpired: boolean
  /** Closed by a request, so that the next one may start anew. */
  isClosed: boolean
  /** Epoch milliseconds. */
  expiresAt: number
}

export interface GuestStart {
  readonly token: string
  readonly deployment: Deployment
  readonly userId: string | undefined
  readonly session: ChatSession
  readonly clock: Clock
  readonly rates: WebMessagingRates
}

export function createGuest({ clock, rates, ...start }: GuestStart): Guest {
  return {
    ...start,
    transcript: createTranscript(start.session),
    attachments: createAttachments(start.deployment, (bytes) => start.session.count(bytes)),
    messageMeter: createMeter(clock, rates.messages),
    historyMeter: createMeter(clock, rates.history),
    links: [],
    isReadOnly: false,
    isExpired: false,
    isClosed: false,
    expiresAt: clock.now() + start.deployment.sessionDurationSeconds * 1000,
  }
}

export function tellAll(guest: Guest, ...frames: readonly WebMessagingFrame[]): void {
  for (const link of [...guest.links]) link.push(...frames)
}
