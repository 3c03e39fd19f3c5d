export { type AttachMessengerOptions, attachMessenger } from './node/attachMessenger.ts'
export { type ConnectionLimits, createHttpServer, type HttpServerOptions } from './node/httpServer.ts'
export { type RunningSimulator, type ServeOptions, serve } from './node/serve.ts'
