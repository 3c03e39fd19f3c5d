import { connectInPage, installMessenger } from 'genesys-simulator/messenger'
import { deploymentIdOf } from '../shared/messengerDeployment.ts'
import type { DemoSettings } from '../shared/settings.ts'
import { messengerInPage, simulatorFetch } from '../shared/simulator.ts'
import { watchMessenger } from './watchMessenger.ts'

/** Puts Messenger on the page: the simulator's, over the network or in the page. */
export function bootMessenger({ mode }: DemoSettings, isHeadless: boolean): void {
  installMessenger({
    deploymentId: deploymentIdOf(mode, isHeadless),
    fetch: simulatorFetch,
    ...(messengerInPage && { openSocket: connectInPage(messengerInPage) }),
  })
  watchMessenger()
}
