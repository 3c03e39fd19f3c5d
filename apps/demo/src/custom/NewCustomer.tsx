import { useState } from 'react'
import { useGenesysChatActions } from 'react-genesys-chat-lifecycle'

/** Makes the page ready for the next customer, as a logout on a shared device does. */
export function NewCustomer() {
  const { reset } = useGenesysChatActions()
  const [problem, setProblem] = useState('')
  return (
    <>
      <span role="status">{problem}</span>
      <button
        type="button"
        className="text-button"
        onClick={() => {
          setProblem('')
          reset().catch(() => setProblem('Not everything could be forgotten. Please try again.'))
        }}
      >
        New customer
      </button>
    </>
  )
}
