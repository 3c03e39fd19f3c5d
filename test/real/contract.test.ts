import { describe } from 'vitest'
import { browserSubject } from '../contract/browserSubject.ts'
import { describeContract } from '../contract/describeContract.ts'
import { realWidget, whySkipped } from './harness.ts'

describe.skipIf(whySkipped)(whySkipped ? `skipped: ${whySkipped}` : 'in Chromium', () => {
  for (const transport of ['digital-channels', 'gms', 'genesys-cloud'] as const) {
    describeContract(`${realWidget.name} on ${transport}`, browserSubject(realWidget, transport))
  }
})
