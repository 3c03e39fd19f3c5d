import { describeMessengerBus } from './messenger/describeBus.ts'
import { modelSubject } from './messenger/modelSubject.ts'

describeMessengerBus('the model', modelSubject)
