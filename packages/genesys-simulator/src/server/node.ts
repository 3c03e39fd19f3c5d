export { type RunningSimulator, type ServeOptions, serve } from './node/serve.ts'
