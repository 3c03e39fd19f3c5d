/** Where GMS Chat API v2 is. A widget's `dataURL` is this and the name of a service, such as `/genesys/2/chat/shop`. */
export const GMS_PATH = '/genesys/2/chat'
