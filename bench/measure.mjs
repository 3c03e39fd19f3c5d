const now = () => Number(process.hrtime.bigint())

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/**
 * Nanoseconds that one call of each candidate takes: the best of many short turns, since whatever else the machine does can
 * only make a turn slower. They take turns, so that it meets all of them.
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
      const started = now()
      for (let i = 0; i < calls; i++) keep(call())
      times.push((now() - started) / calls)
    }
  }
  return Object.fromEntries(each.map(({ name, times }) => [name, Math.min(...times)]))
}

/** How many calls fill a turn; finding out warms them up. */
function callsIn(call, turnMs) {
  for (let calls = 1; ; calls *= 2) {
    const started = now()
    for (let i = 0; i < calls; i++) keep(call())
    if ((now() - started) / 1e6 >= turnMs) return calls
  }
}

let kept
/** A result that nobody looks at need not be worked out. */
function keep(value) {
  kept = value
}

/** What was kept last; exported, so that no optimiser can know it is never read. @public */
export const lastResult = () => kept
