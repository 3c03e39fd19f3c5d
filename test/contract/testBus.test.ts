import { describeContract } from './describeContract.ts'
import { testBusSubject } from './testBusSubject.ts'

describeContract('the test bus', testBusSubject)
