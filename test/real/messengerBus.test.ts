import { existsSync } from 'node:fs'
import { describe } from 'vitest'
import { bootstrapSubject } from '../contract/messenger/bootstrapSubject.ts'
import { describeMessengerBus } from '../contract/messenger/describeBus.ts'

/** The vendor's `genesys.min.js`, which cannot be part of this project. */
const file = process.env.GENESYS_MESSENGER_BOOTSTRAP ?? ''
const whySkipped = existsSync(file) ? undefined : 'GENESYS_MESSENGER_BOOTSTRAP names no file'

describe.skipIf(whySkipped)(whySkipped ? `skipped: ${whySkipped}` : 'in Chromium', () => {
  describeMessengerBus("the vendor's bootstrap", bootstrapSubject(file))
})
