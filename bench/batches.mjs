/** A batch with one text from an agent. */
export const text = (i) => ({
  originalMessages: [
    {
      type: 'Text',
      text: `Message ${i}`,
      from: { participantId: 'agent-1', type: 'Agent', name: 'Anna' },
      index: `${1_795_343_500_000 + i * 1000}-0`,
      id: `text-${i}`,
      utcTime: '2026-11-22T10:31:39.368Z',
    },
  ],
  messages: [],
})

/** A batch with one interaction state. */
export const stateChange = (i, interactionState) => ({
  originalMessages: [
    {
      type: 'System',
      event: 'InteractionStateChange',
      data: { interactionState },
      from: { type: 'System', participantId: '0000' },
      index: `${1_795_343_500_000 + i * 1000}-0`,
      id: `state-${i}`,
      utcTime: '2026-11-22T10:31:42.556Z',
    },
  ],
  messages: [],
})
