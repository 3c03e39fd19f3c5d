import { config } from 'zod'

/**
 * The contact centre checks what it is sent by zod, which would compile its checks if it may. Under the pages' policy it
 * may not, and even asking is reported.
 */
config({ jitless: true })
