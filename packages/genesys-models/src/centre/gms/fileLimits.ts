import type { ContactCentre } from '../contactCentre.ts'
import type { ChatSession } from '../session.ts'
import type { GmsMessage } from './wire.ts'

/** The notice that tells what may be uploaded. It is no part of the transcript, so its index is 0. */
export function fileLimits(session: ChatSession, { imageLimits, clock }: ContactCentre): GmsMessage {
  const { maxBytes, maxCount, mimes } = imageLimits
  const { count, bytes } = session.uploads
  return {
    from: { nickname: session.nickname, participantId: 1, type: 'Client' },
    index: 0,
    type: 'Notice',
    text: 'file-client-cfg-get',
    utcTime: clock.now(),
    userData: {
      'upload-max-files': String(maxCount),
      'upload-max-file-size': String(maxBytes),
      'upload-max-total-size': String(maxBytes * maxCount),
      'upload-file-types': mimes.flatMap(endingsOf).join(':'),
      'upload-need-agent': 'false',
      'used-upload-max-files': String(count),
      'used-upload-max-total-size': String(bytes),
      'download-attempts': '100',
      'used-download-attempts': '0',
      'delete-file': 'odd',
    },
  }
}

function endingsOf(mime: string): string[] {
  const [, ending = ''] = mime.split('/')
  return ending === 'jpeg' ? ['jpeg', 'jpg'] : [ending]
}
