import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { browserSubject } from '../contract/browserSubject.ts'
import { CHAPTERS, describeContract } from '../contract/describeContract.ts'

describeContract(simulatorWidget.name, browserSubject(simulatorWidget), CHAPTERS.service)
