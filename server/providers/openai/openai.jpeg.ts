/** The first facts of a JPEG, read from its markers without decoding it. */
export interface JpegHead {
  width: number
  height: number
  /** It carries Exif, XMP or IPTC, in which a camera writes where it was. */
  tellsOfItsOrigin: boolean
}

/** Null when it is no JPEG, or one that ends before its picture begins (ITU-T T.81 annex B). */
export const readJpegHead = (data: Buffer): JpegHead | null => {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xff_d8) return null
  let tellsOfItsOrigin = false
  for (let at = 2; at + 9 < data.length;) {
    if (data[at] !== 0xff) return null
    const marker = data[at + 1] ?? 0
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7), tellsOfItsOrigin }
    if (marker === 0xe1 || marker === 0xed) tellsOfItsOrigin = true
    at += 2 + data.readUInt16BE(at + 2)
  }
  return null
}
