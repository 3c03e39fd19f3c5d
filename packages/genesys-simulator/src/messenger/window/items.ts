/** A message as the window shows it, whichever of the two shapes it came in. */
export interface Item {
  /** ISO 8601. No two messages have the same. */
  readonly time: string
  readonly isMine: boolean
  readonly isBot: boolean
  readonly name: string | undefined
  readonly text: string
  readonly presence: string | undefined
  /** Only live messages say it. */
  readonly isReadOnly: boolean | undefined
  readonly quickReplies: readonly Choice[]
  readonly cards: readonly CardItem[]
  readonly files: readonly FileItem[]
}

export interface Choice {
  readonly text: string
  readonly payload: string
}

export interface CardItem {
  readonly title: string
  readonly description?: string
  readonly image?: string
  readonly actions?: readonly { type: string; text: string; payload?: string; url?: string }[]
}

export interface FileItem {
  readonly url: string
  readonly filename: string
  readonly mime?: string
}

type Loose = Readonly<Record<string, unknown>>

/** Reads a live message, or one of `restored` and `oldMessages`. */
export function toItem(message: unknown): Item {
  const given = recordOf(message)
  const channel = recordOf(given.channel)
  const content = listOf(given.content)
  const direction = String(given.direction ?? given.messageType).toLowerCase()
  const event = recordOf(listOf(given.events)[0] ?? given)
  const { readOnly } = recordOf(given.metadata)
  const part = (name: string, formatted: string) => [
    ...content.map((each) => each[name]).filter((each) => each !== undefined),
    ...listOf(given[formatted]),
  ]
  const carousels = [...part('carousel', ''), given.carousel].map(recordOf)
  return {
    time: String(channel.time ?? given.time ?? given.timestamp),
    isMine: direction === 'inbound',
    isBot: given.originatingEntity === 'Bot',
    name: textOf(recordOf(channel.from ?? given.from).nickname),
    text: textOf(given.text) ?? '',
    presence: textOf(recordOf(event.presence).type),
    isReadOnly: readOnly === undefined ? undefined : readOnly === 'true',
    quickReplies: part('quickReply', 'quickReplies') as Choice[],
    cards: [
      ...part('card', ''),
      ...(given.card ? [given.card] : []),
      ...carousels.flatMap(({ cards }) => listOf(cards)),
    ] as CardItem[],
    files: part('attachment', 'files') as FileItem[],
  }
}

function recordOf(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}

function listOf(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(recordOf) : []
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
