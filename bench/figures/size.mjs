import { bundle, OURS, PEERS } from '../size.mjs'

/** The goals of the project, in bytes. */
const GOALS = { hook: 3_000, guard: 4_500, everything: 7_000 }

export async function size() {
  const measure = async (entries) =>
    Promise.all(
      Object.entries(entries).map(async ([name, source]) => {
        const { min, brotli, modules } = await bundle(source)
        return { name, min, brotli, goal: GOALS[name], modules }
      }),
    )
  return { ours: await measure(OURS), peers: await measure(PEERS) }
}
