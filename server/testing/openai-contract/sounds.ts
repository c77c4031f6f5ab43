/** Containers of sound by their first bytes, with the endings a file of each may have. */
const containers: [ending: RegExp, test: (file: Buffer) => boolean][] = [
  [/^(webm)$/, (file) => file.readUInt32BE(0) === 0x1a45dfa3],
  [/^(ogg)$/, (file) => file.toString('latin1', 0, 4) === 'OggS'],
  [/^(wav)$/, (file) => file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WAVE'],
  [/^(mp4|m4a)$/, (file) => file.toString('latin1', 4, 8) === 'ftyp'],
  [/^(flac)$/, (file) => file.toString('latin1', 0, 4) === 'fLaC'],
  [
    /^(mp3|mpeg|mpga)$/,
    (file) => file.toString('latin1', 0, 3) === 'ID3' || (file.readUInt16BE(0) & 0xffe0) === 0xffe0,
  ],
]
const endings = /^(flac|m4a|mp3|mp4|mpeg|mpga|oga|ogg|wav|webm)$/

/** What is wrong with a file by name and by its first bytes; null when it may be listened to. */
export const soundProblem = (name: string, file: Buffer): string | null => {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (!endings.test(ending))
    return "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']"
  const found = file.length < 12 ? undefined : containers.find(([, test]) => test(file))
  return found !== undefined && found[0].test(ending) ? null : 'Audio file might be corrupted or unsupported'
}

/** A WAV says how long it is; of others it is guessed at 32 kbit/s, where silence takes no room: none is too short. */
export const secondsOf = (file: Buffer): number =>
  file.toString('latin1', 0, 4) === 'RIFF' && file.length > 44
    ? (file.length - 44) / file.readUInt32LE(28)
    : Math.max(0.1, file.length / 4000)

/** A quiet tone: 16 bit, mono, little-endian. */
export const tone = (seconds: number, rate: number): Buffer => {
  const bytes = Buffer.alloc(Math.round(seconds * rate) * 2)
  for (let at = 0; at < bytes.length / 2; at += 1)
    bytes.writeInt16LE(Math.round(3000 * Math.sin((2 * Math.PI * 220 * at) / rate)), at * 2)
  return bytes
}

export const wav = (samples: Buffer, rate: number): Buffer => {
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

/** Silence that every player takes: MPEG-1 layer III, 128 kbit/s, 44.1 kHz, mono, frames of 26 ms. */
export const silentMp3 = (seconds: number): Buffer => {
  const frame = Buffer.alloc(417)
  frame.writeUInt32BE(0xfffb90c4)
  return Buffer.concat(Array.from({ length: Math.max(1, Math.ceil(seconds / (1152 / 44_100))) }, () => frame))
}
