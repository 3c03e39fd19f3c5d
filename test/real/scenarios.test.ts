import { describe } from 'vitest'
import { describeScenarios } from '../scenarios/describeScenarios.ts'
import { realWidget, whySkipped } from './harness.ts'

describe.skipIf(whySkipped)(whySkipped ? `skipped: ${whySkipped}` : 'in Chromium', () => {
  describeScenarios(realWidget)
  describeScenarios(realWidget, 'gms')
  describeScenarios(realWidget, 'genesys-cloud')
})
