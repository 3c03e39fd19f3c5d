import { config } from 'zod'

/**
 * The contact centre validates requests with zod, which compiles its checks where it can. The pages' Content Security Policy
 * forbids that, and even the attempt is reported.
 */
config({ jitless: true })
