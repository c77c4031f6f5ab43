/** Endings of the types that are taken, by which storage knows them again. */
const endings: Record<string, string> = {
  'audio/webm': 'weba',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
}

/** `audio/webm;codecs=opus` → `audio/webm`; null for what is no recording. */
export const typeOf = (header: string): string | null => {
  const type = header.split(';')[0]?.trim().toLowerCase() ?? ''
  const known: Record<string, string> = {
    'audio/x-wav': 'audio/wav',
    'audio/x-m4a': 'audio/mp4',
    'audio/mp3': 'audio/mpeg',
  }
  const plain = known[type] ?? type
  return plain in endings ? plain : null
}

/** Where the customer's voice of a turn lies. */
export const voiceKey = (turn: { userId: string; sessionId: string; id: string }, mime: string): string =>
  `${turn.userId}/${turn.sessionId}/${turn.id}.${endings[mime] ?? 'bin'}`

/** Where a recording lies. Other bytes have another place, so that nothing is ever written over. */
export const clipKey = (clip: {
  userId: string
  sessionId: string
  id: string
  sha256: string
  mime: string
}): string => `${clip.userId}/${clip.sessionId}/${clip.id}-${clip.sha256.slice(0, 16)}.${endings[clip.mime] ?? 'bin'}`

/** Whether a file begins as its type says; what a header claims proves nothing. */
export function beginsAs(mime: string, head: Buffer): boolean {
  const at = (offset: number, length: number) => head.subarray(offset, offset + length).toString('latin1')
  switch (mime) {
    case 'audio/webm':
      return at(0, 4) === '\x1a\x45\xdf\xa3'
    case 'audio/mp4':
      return at(4, 4) === 'ftyp'
    case 'audio/ogg':
      return at(0, 4) === 'OggS'
    case 'audio/wav':
      return at(0, 4) === 'RIFF' && at(8, 4) === 'WAVE'
    case 'audio/mpeg':
      return at(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)
    default:
      return false
  }
}
