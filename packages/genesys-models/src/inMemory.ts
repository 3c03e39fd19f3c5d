/**
 * A widget and a contact centre in one process, without HTTP.
 *
 * @module
 */
export { createCentreTransport } from './inMemory/centreTransport.ts'
export { createGmsServer } from './inMemory/gmsServer.ts'
export { createGuestServer } from './inMemory/guestServer.ts'
export { createRequestLog, type MadeRequest } from './inMemory/requestLog.ts'
