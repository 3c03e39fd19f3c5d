import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { realWidget, whySkipped } from '../real/harness.ts'
import { describeBrowser } from './describeBrowsers.ts'
import { findEngine, readEngines } from './engines/findEngine.ts'

for (const name of readEngines(process.env.BROWSERS?.split(','))) {
  const engine = await findEngine(name)
  if ('missing' in engine) throw new Error(`${name}: ${engine.missing}`)
  describeBrowser(engine, simulatorWidget)
  if (!whySkipped) describeBrowser(engine, realWidget)
}
