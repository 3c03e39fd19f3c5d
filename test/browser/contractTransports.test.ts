import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { browserSubject } from '../contract/browserSubject.ts'
import { describeContract } from '../contract/describeContract.ts'

for (const transport of ['gms', 'genesys-cloud'] as const) {
  describeContract(`${simulatorWidget.name} on ${transport}`, browserSubject(simulatorWidget, transport))
}
