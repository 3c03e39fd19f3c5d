import { simulatorWidget } from '../chromium/simulatorWidget.ts'
import { describeScenarios } from '../scenarios/describeScenarios.ts'

describeScenarios(simulatorWidget)
