export type {
  BusEnvelope,
  CXBusCommandCall,
  CXBusDeferred,
  CXBusLike,
  CXBusPlugin,
  CXBusRegistry,
} from './bus/types.ts'
