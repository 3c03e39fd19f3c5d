import { openPages } from '../act/openPages.mjs'
import { BASELINE, checkOut } from '../baseline.mjs'
import { median } from '../measure.mjs'

const ROUNDS = 20
const TURNS = 4

/** Milliseconds that rendering a page takes without the library, with it, and with what it was at the baseline. */
export async function mounting() {
  const known = checkOut(BASELINE)
  const now = await openPages('mountPage.mjs', 1)
  const before = known && (await openPages('mountPage.mjs', 1, known.sources))
  try {
    const times = { now: { plain: [], library: [] }, before: { plain: [], library: [] } }
    // They take turns, so that other load on the machine affects all of them. The first turn warms up.
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const [name, opened] of Object.entries({ now, before })) {
        if (!opened) continue
        const measured = await opened.pages[0].evaluate((rounds) => window.mounting(rounds), ROUNDS)
        if (turn === 0) continue
        for (const who of Object.keys(measured)) times[name][who].push(...measured[who])
      }
    }
    const added = ({ plain, library }) => median(library) - median(plain)
    return {
      rounds: ROUNDS * TURNS,
      plain: median(times.now.plain),
      added: added(times.now),
      ...(before && { addedBefore: added(times.before) }),
    }
  } finally {
    await now.close()
    await before?.close()
    known?.remove()
  }
}
