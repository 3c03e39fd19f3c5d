import { act, render, screen } from '@testing-library/react'
import { Chat } from './Chat'

it('shows the notice', async () => {
  render(<Chat />)
  await screen.findByText('The chat is idle.')
  await act(async () => {
    window.testBus.customer.open()
    await window.testBus.settle()
    window.testBus.agent.join()
    window.testBus.agent.setState('Completed')
  })
  await screen.findByText('The chat is closed.')
  await screen.findByText('Closed by the agent.')
})
