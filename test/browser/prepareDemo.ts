import { buildDemo } from '../../scripts/build-demo.mjs'

/** Before all browser tests, which run beside each other and would build it each on their own. */
export default async function prepareDemo(): Promise<void> {
  await buildDemo({ quiet: true })
}
