import { tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { attempt, isText, read } from '../../common/values.ts'
import type { GenesysEnvelope } from './genesysTypes.ts'
import { asList } from './values.ts'

/** A list that the page's HTML fills before the application is loaded. Its envelopes are untrusted. */
const LIST = 'genesysEarlyEvents'

/** What the page has heard before we listened, in its order. Takes the list away: from now on we hear it ourselves. */
export function takeEarlyEvents(): GenesysEnvelope[] {
  const page = globalThis as { [LIST]?: unknown }
  const heard = asList(attempt(() => page[LIST]))
  attempt(() => {
    delete page[LIST]
  })
  return heard.filter(isEnvelope)
}

const isEnvelope = (value: unknown): value is GenesysEnvelope => isText(read(value, 'event'))

export function warnOfLateMount(): void {
  inDevelopment(() =>
    tellOnce(
      'Messenger had restored the conversation before <GenesysMessengerProvider> was mounted, so what was said before is unknown. Mount the provider earlier, or keep the events for it, as “Mounting late” in the quick start for Messenger shows.',
    ),
  )
}
