// Runs one figure, so that none warms up or fills the heap of another: `run.mjs <figure> [argument] [platform]`.
import { writeSync } from 'node:fs'

const [name, argument, platform] = process.argv.slice(2)

const FIGURES = {
  size: async () => (await import('./figures/size.mjs')).size(),
  eventCost: async () => (await import('./figures/eventCost.mjs')).eventCost(),
  renders: async () => (await import('./figures/renders.mjs')).renders(Number(argument), platform),
  mounting: async () => (await import('./figures/mounting.mjs')).mounting(),
  tabs: async () => (await import('./figures/tabs.mjs')).tabs(),
  timeToAct: async () => (await import('./figures/timeToAct.mjs')).timeToAct(argument),
  simulatorLoad: async () => (await import('./figures/simulatorLoad.mjs')).simulatorLoad(),
  mounts: async () => (await import('./figures/memory.mjs')).mounts(Number(argument), platform),
  polling: async () => (await import('./figures/memory.mjs')).polling(Number(argument), platform),
  transcript: async () =>
    (await import('./figures/memory.mjs')).polling(Number(argument), platform, { keepMessages: true }),
}

const result = await FIGURES[name]()
writeSync(3, JSON.stringify(result))
// The page's widget would poll forever.
process.exit()
