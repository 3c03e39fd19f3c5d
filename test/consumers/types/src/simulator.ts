import { installMessenger } from 'genesys-simulator/messenger'
import { serve } from 'genesys-simulator/node'
import { type ContactCentre, createManualClock } from 'genesys-simulator/server'
import { installGenesysWidgets } from 'genesys-simulator/widget'
import 'genesys-simulator/widget.css'

export const clock: ReturnType<typeof createManualClock> = createManualClock()
export type Centre = ContactCentre
export const widget: ReturnType<typeof installGenesysWidgets> = installGenesysWidgets({ dataURL: '/chat' })
export const install: typeof installMessenger = installMessenger
export const url: Promise<string> = serve({}).then((simulator) => simulator.url)
