/** Where Messenger's WebSocket is. */
export const SOCKET_PATH = '/v1'

export const HISTORY_PATH = '/api/v2/webmessaging/messages'

/** Where files are uploaded to and downloaded from. */
export const FILES_PATH = '/api/v2/webmessaging/files'

export const TOKEN_PATH = '/api/v2/webdeployments/token'

export const DEPLOYMENTS_PATH = '/webdeployments/v1/deployments'

/** What the snippet's script is called. */
export const BOOTSTRAP_PATH = '/genesys-bootstrap/genesys.min.js'
