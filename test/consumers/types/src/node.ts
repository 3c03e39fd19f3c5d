import { serve } from 'genesys-simulator/node'

export const url: Promise<string> = serve({}).then((simulator) => simulator.url)
