/** Where the guest chat API is, below a widget's `dataURL`. */
export const GUEST_PATH = '/api/v2/webchat/guest/conversations'
