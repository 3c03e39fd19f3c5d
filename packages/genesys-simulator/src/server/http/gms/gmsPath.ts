/** The path of GMS Chat API v2. A widget's `dataURL` ends with it and the name of a service, such as `/genesys/2/chat/shop`. */
export const GMS_PATH = '/genesys/2/chat'

/** Where GMS is reached over CometD: what a widget's `cometURL` ends with. */
export const GMS_COMETD_PATH = '/genesys/cometd'

/** Where files go in a chat over CometD: what a widget's `apiURL` ends with. */
export const GMS_FILES_PATH = '/genesys/2/chat-ntf'
