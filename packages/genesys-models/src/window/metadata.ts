/** The data of `opened`, `started`, `closed` and the like. `form` holds personal data. */
export interface WindowMetadata {
  proactive: boolean
  proactiveData: unknown
  prefilled: boolean
  autoSubmitted: boolean
  coBrowseInitiated: boolean
  filesUploaded: number
  numAgents: number
  userMessages: number
  agentMessages: number
  systemMessages: number
  errors: string[] | false
  /** Epoch milliseconds, or `false` while it has not happened. The same for those below. */
  opened: number | false
  started: number | false
  cancelled: number | false
  rejected: number | false
  completed: number | false
  closed: number | false
  elapsed: number
  waitingForAgent: number | false
  agentReached: number | false
  botReached: number | false
  supervisorReached: number | false
  form: Record<string, unknown>
  id: string | null
}

export function emptyMetadata(): WindowMetadata {
  return {
    proactive: false,
    proactiveData: false,
    prefilled: false,
    autoSubmitted: false,
    coBrowseInitiated: false,
    filesUploaded: 0,
    numAgents: 0,
    userMessages: 0,
    agentMessages: 0,
    systemMessages: 0,
    errors: false,
    opened: false,
    started: false,
    cancelled: false,
    rejected: false,
    completed: false,
    closed: false,
    elapsed: 0,
    waitingForAgent: false,
    agentReached: false,
    botReached: false,
    supervisorReached: false,
    form: {},
    id: null,
  }
}

/** A copy for an event, with the durations up to now. */
export function snapshotMetadata(metadata: WindowMetadata): WindowMetadata {
  const { opened, started, closed, agentReached } = metadata
  return {
    ...metadata,
    elapsed: (closed || Date.now()) - Number(opened),
    waitingForAgent: agentReached !== false && agentReached - Number(started),
  }
}

/** Reads what the page before this one left behind, which is everything but the form. */
export function readMetadata(kept: string | undefined): WindowMetadata | undefined {
  return kept ? (JSON.parse(kept) as WindowMetadata) : undefined
}
