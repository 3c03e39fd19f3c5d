import { buildDemo } from '../../scripts/build-demo.mjs'
import { findChromium } from '../../scripts/chromium.mjs'

/** Before all browser tests, which run beside each other: each of them would build the demo and unpack the browser. */
export default async function prepareDemo(): Promise<void> {
  await Promise.all([buildDemo({ quiet: true }), findChromium()])
}
