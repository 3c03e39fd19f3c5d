/** Nanoseconds that this process has computed for. Unlike a clock, it stands still while another process has the processor. */
const computed = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1_000
}

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/**
 * Nanoseconds of processor time that one call of each candidate takes. Returns the best of many short turns, because other load can
 * only make a turn slower. The candidates take turns, so that it affects all of them.
 *
 * @param {Record<string, () => unknown>} candidates
 * @param {{ turns?: number, turnMs?: number }} [options]
 * @returns {Record<string, number>}
 */
export function interleaved(candidates, { turns = 61, turnMs = 8 } = {}) {
  const each = Object.entries(candidates).map(([name, call]) => ({
    name,
    call,
    calls: callsIn(call, turnMs),
    times: [],
  }))
  for (let turn = 0; turn < turns; turn++) {
    for (const { call, calls, times } of each) {
      const started = computed()
      for (let i = 0; i < calls; i++) keep(call())
      times.push((computed() - started) / calls)
    }
  }
  return Object.fromEntries(each.map(({ name, times }) => [name, Math.min(...times)]))
}

/** How many calls fill a turn. Counting them warms up the engine. */
function callsIn(call, turnMs) {
  for (let calls = 1; ; calls *= 2) {
    const started = computed()
    for (let i = 0; i < calls; i++) keep(call())
    if ((computed() - started) / 1e6 >= turnMs) return calls
  }
}

let kept
/** Keeps a result, so that the engine cannot skip its computation. */
function keep(value) {
  kept = value
}

/** Exported, so that no optimiser can know that the result is never read. @public */
export const lastResult = () => kept
