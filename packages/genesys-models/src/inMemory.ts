/**
 * A widget and a contact centre in one process, without HTTP.
 *
 * @module
 */
export {
  type CentreTransport,
  createCentreTransport,
  type MadeRequest,
} from './inMemory/centreTransport.ts'
