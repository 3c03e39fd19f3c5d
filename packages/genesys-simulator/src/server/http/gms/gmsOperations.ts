import { ContactCentreError, type GmsAnswer, type GmsChats, gmsRefuse } from 'genesys-models/centre'
import { check } from '../readBody.ts'
import { type GmsFields, requestSchema, startSchema } from './gmsSchemas.ts'

type Operation = (request: GmsFields) => GmsAnswer

/** The operations in a chat, by their names in the path of a request. */
export function chatOperations(gms: GmsChats): Readonly<Record<string, Operation>> {
  const { refresh, send, startTyping, stopTyping, customNotice, updateData, disconnect } = gms
  return { refresh, send, startTyping, stopTyping, customNotice, updateData, disconnect }
}

/** Answers an operation over CometD, where some have other names. Nothing is thrown: whatever is sent gets an answer. */
export function createOperator(gms: GmsChats): (data: unknown) => GmsAnswer {
  const operations = new Map<unknown, Operation>([
    ...Object.entries(chatOperations(gms)),
    ['sendMessage', gms.send],
    ['requestNotifications', gms.requestNotifications],
  ])
  return (data) => {
    try {
      const request = check(requestSchema, data)
      if (request.operation === 'requestChat') return gms.start(check(startSchema, data))
      const operation = operations.get(request.operation)
      return operation ? operation(request) : gmsRefuse(400, `There is no operation "${request.operation}".`)
    } catch (error) {
      if (error instanceof ContactCentreError) return gmsRefuse(error.status, error.message)
      throw error
    }
  }
}
