import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recording } from './support/recordings.ts'
import { play } from './support/replayed.tsx'

const VENDOR_SENTENCE =
  'Thank you for your query. Please do not respond to this automated message if you do not have additional questions.'

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('regular chat: the agent closes the segment', () => {
  it('is told by Finalizing in one batch with text and leaving, and ends the chat once', async () => {
    const played = await play('regular-finalizing')

    expect(played.phases).toEqual([
      'connecting',
      'idle',
      'starting',
      'waiting',
      'active',
      // React 18 renders what happens within one act() once, at its end.
      ...(process.env.REACT_MAJOR === '18' ? [] : ['closed', 'ending']),
      'ended',
    ])
    expect(played.state().endReason).toBe('agent')
    expect(played.sent('WebChatService.endChat')).toBe(1)
    expect(played.sent('WebChat.injectMessage')).toBe(0)
    expect(played.sent('WebChat.close')).toBe(0)
    expect(played.closed).toMatchObject([
      { state: 'finalizing', signal: 'interactionState', agentName: 'Anna', isAsync: false },
    ])
    expect(played.ended).toMatchObject([{ reason: 'agent', isAsync: false }])
  })

  it('is only told when the policy is none', async () => {
    const played = await play('regular-finalizing', { guard: { regularPolicy: 'none' } })

    expect(played.state().phase).toBe('closed')
    expect(played.state().interactionState).toBe('Finalizing')
    expect(played.bus.commands.filter(({ name }) => !name.includes('.get'))).toEqual([])
  })

  it('closes the window after the end when asked to', async () => {
    const played = await play('regular-finalizing', { guard: { closeWindow: true } })

    const names = played.bus.commands.map(({ name }) => name)
    expect(names.indexOf('WebChat.close')).toBeGreaterThan(names.indexOf('WebChatService.endChat'))
    expect(played.sent('WebChat.close')).toBe(1)
    expect(played.state().window).toBe('closed')
    expect(played.state().phase).toBe('idle')
  })
})

describe('asynchronous chat: both closing states for one segment', () => {
  it('is one closing with one notice, in the vendor’s words', async () => {
    const played = await play('async-finalizing-then-completed')

    expect(played.state().phase).toBe('closed')
    expect(played.state().closedSegment?.state).toBe('completed')
    expect(played.state().closedSegment?.key).toMatch(/^08b348f9-.*:1795343501256-1$/)
    expect(played.closings).toHaveLength(1)
    expect(played.closed).toHaveLength(1)
    expect(played.bus.notices).toEqual([VENDOR_SENTENCE])
    expect(played.sent('WebChatService.endChat')).toBe(0)
  })

  it('shows nothing in the page while the widget shows it', async () => {
    await play('async-finalizing-then-completed')

    expect(screen.queryByText(VENDOR_SENTENCE)).not.toBeInTheDocument()
  })
})

describe('asynchronous chat: a follow-up opens a second segment', () => {
  it('is closed, reopened, active again and closed a second time, with a notice each', async () => {
    const played = await play('async-follow-up-starts-new-segment')

    expect(played.phases.slice(-5)).toEqual(['active', 'closed', 'waiting', 'active', 'closed'])
    expect(new Set(played.closings).size).toBe(2)
    expect(played.closed).toHaveLength(2)
    expect(played.reopened.map(({ key }) => key)).toEqual([played.closings[0]])
    expect(played.bus.notices).toHaveLength(2)
  })
})

describe('a reload after the closing', () => {
  it.each(['async-restore-after-completed', 'regular-restore-after-finalizing'])(
    'keeps the key and fires no callback again: %s',
    async (name) => {
      const played = await play(name, { guard: null })

      expect(played.state().phase).toBe('closed')
      expect(new Set(played.closings).size).toBe(1)
      expect(played.closed).toHaveLength(1)
      expect(played.reopened).toEqual([])
    },
  )

  it('shows the asynchronous notice once in each of the two transcripts', async () => {
    const played = await play('async-restore-after-completed')

    expect(played.bus.notices).toEqual([VENDOR_SENTENCE, VENDOR_SENTENCE])
  })

  it('ends a regular chat that was closed while nobody guarded it', async () => {
    const played = await play('regular-restore-after-finalizing', { guard: { regularPolicy: 'none' } })
    expect(played.sent('WebChatService.endChat')).toBe(0)
    played.unmount()
    sessionStorage.clear()

    const guarded = await play('regular-restore-after-finalizing', {
      provider: { restorePolicy: 'end' },
      guard: null,
    })
    expect(guarded.sent('WebChatService.endChat')).toBe(1)
    expect(guarded.state().endReason).toBe('agent')
  })
})

describe('an older page that holds an old Completed', () => {
  it('changes nothing: the second segment is open', async () => {
    const played = await play('async-history-page-holds-old-completed')

    expect(played.state().phase).toBe('active')
    expect(played.state().closedSegment).toBeNull()
    expect(played.state().agents.map(({ name }) => name)).toEqual(['Anna'])
    // The first segment had its notice while it was closed. The page of history adds none.
    expect(played.bus.notices).toHaveLength(1)
    expect(played.closed).toHaveLength(1)
    expect(played.sent('WebChatService.endChat')).toBe(0)
  })
})

describe('the server ends the chat', () => {
  it('is an ended chat although the bus publishes no ended, and the bus is tidied up once', async () => {
    const played = await play('regular-server-ends-chat')

    expect(played.state().phase).toBe('ended')
    expect(played.state().endReason).toBe('server')
    expect(played.ended).toMatchObject([{ reason: 'server' }])
    expect(played.sent('WebChatService.endChat')).toBe(1)
    expect(played.sent('WebChatService.verifySession')).toBe(0)
  })
})

describe('the session is lost', () => {
  it('is over, and nothing is sent for a session that is gone', async () => {
    const played = await play('regular-session-lost')

    expect(played.state()).toMatchObject({ phase: 'ended', endReason: 'session-lost', canSend: false })
    expect(played.ended).toHaveLength(1)
    expect(played.sent('WebChatService.endChat')).toBe(0)
  })
})

describe('the network is lost and comes back', () => {
  it('is the same chat, which could not send meanwhile', async () => {
    const played = await play('regular-offline-online')
    expect(played.state()).toMatchObject({ phase: 'active', connection: 'online', canSend: true })
    expect(played.phases.slice(-1)).toEqual(['active'])
  })

  it('refuses a text at once that the widget would never answer', async () => {
    const played = await play('regular-offline-online')
    played.bus.publish('WebChatService.disconnected')
    await played.bus.wait(1)

    expect(played.state()).toMatchObject({ connection: 'offline', canSend: false })
    await expect(played.state().send('hi')).rejects.toMatchObject({
      name: 'ChatCommandError',
      command: 'send',
      kind: 'unavailable',
    })
    expect(played.sent('WebChatService.sendMessage')).toBe(0)
  })
})

describe('the server answers with errors for a while', () => {
  it('keeps the chat, tells the fault once, and forgets it when messages come again', async () => {
    const onError = vi.fn()
    const played = await play('regular-server-errors', { provider: { onError } })

    expect(played.state()).toMatchObject({ phase: 'active', error: null })
    expect(onError).toHaveBeenCalledTimes(1)
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'pureengage-v3-rest-ERROR', message: 'boom' })
  })
})

describe('the window is closed when the agent closes the segment', () => {
  it('shows the notice in the page, and in the widget once it is opened', async () => {
    const played = await play('async-finalizing-while-closed')

    expect(played.state().phase).toBe('closed')
    expect(played.closed).toHaveLength(1)
    expect(played.bus.notices).toEqual([VENDOR_SENTENCE])
    expect(screen.queryByText(VENDOR_SENTENCE)).not.toBeInTheDocument()
  })

  it('has it in the page until then', async () => {
    const cut = recording('async-finalizing-while-closed')
    const reopening = cut.events.findIndex(
      (entry) => 'command' in entry && entry.command === 'WebChat.injectMessage',
    )
    expect(reopening).toBeGreaterThan(0)
    // Played to the end the window opens; here it stays closed.
    const played = await play('async-finalizing-while-closed', { guard: { noticePlacement: 'page' } })
    expect(screen.getByText(VENDOR_SENTENCE)).toBeInTheDocument()
    expect(played.bus.notices).toEqual([])
  })
})

describe('the chat is ended by endChat, twice', () => {
  it('is over once, by the customer', async () => {
    const played = await play('regular-end-chat')

    expect(played.ended).toMatchObject([{ reason: 'customer' }])
    expect(played.phases.slice(-2)).toEqual(['ended', 'idle'])
    expect(played.sent('WebChatService.endChat')).toBe(0)
  })

  it('leaves nobody there, though agentDisconnected comes late and stale', async () => {
    const played = await play('regular-end-chat')

    expect(played.state().agents).toEqual([])
    expect(played.state().agentTyping).toBe(false)
  })
})

it('leaves no subscription behind but those of the sticky events', async () => {
  const played = await play('async-finalizing-then-completed')
  const while_ = played.bus.subscriberCount()
  played.unmount()

  expect(while_).toBeGreaterThan(20)
  expect(played.bus.subscriberCount()).toBe(3)
  for (const sticky of ['App.ready', 'WebChat.ready', 'WebChatService.ready']) {
    expect(played.bus.subscriberCount(sticky)).toBe(1)
  }
})
