import { describe } from 'vitest'
import { describeContract } from '../contract/describeContract.ts'
import { realSubject } from '../contract/realSubject.ts'
import { whySkipped } from './harness.ts'

describe.skipIf(whySkipped)(whySkipped ? `skipped: ${whySkipped}` : 'in Chromium', () => {
  describeContract('the real widget', realSubject)
})
