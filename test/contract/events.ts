/** All events of a chat that the contract listens to. Nothing on the bus subscribes to everything. */
export const EVENTS: readonly string[] = [
  'App.ready',
  ...[
    'ready started restored restoreFailed restoreTimeout messageReceived error ended sessionLost agentConnected agentDisconnected',
    'supervisorConnected supervisorDisconnected botConnected botDisconnected clientConnected clientDisconnected',
    'agentTypingStarted agentTypingStopped agentTypingTimeout clientTypingStarted clientTypingStopped pollingStarted',
    'pollingStopped disconnected reconnected capabilitiesChanged sleeping waking data.sessionActive',
  ].flatMap((line) => line.split(' ').map((name) => `WebChatService.${name}`)),
  ...'ready opened started submitted rejected completed cancelled closed minimized unminimized messageAdded'
    .split(' ')
    .map((name) => `WebChat.${name}`),
]
