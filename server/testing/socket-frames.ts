import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The server's end of a WebSocket (RFC 6455): texts and closing, which is all that is spoken here. */
export interface TextSocket {
  send(value: object): void
  close(code: number, reason: string): void
}

/** Answers the upgrade and reads frames. `onText` gets each whole message, `onEnd` is called once. */
export const openTextSocket = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  on: { text(text: string): void; end(): void },
): TextSocket => {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64')
  socket.write(
    ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', `Sec-WebSocket-Accept: ${accept}`]
      .map((line) => `${line}\r\n`)
      .join('') + '\r\n',
  )
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    on.end()
  }
  const write = (opcode: number, payload: Buffer): void => {
    if (!over && socket.writable) socket.write(Buffer.concat([headFor(opcode, payload.length), payload]))
  }
  const close = (code: number, reason: string): void => {
    const payload = Buffer.alloc(2)
    payload.writeUInt16BE(code)
    write(8, Buffer.concat([payload, Buffer.from(reason)]))
    end()
    socket.end()
  }
  let waiting = head
  let message = ''
  const take = (): void => {
    for (let frame = frameIn(waiting); frame !== null && !over; frame = frameIn(waiting)) {
      waiting = waiting.subarray(frame.bytes)
      if (frame.opcode === 8) return close(1000, '')
      if (frame.opcode === 9) write(10, frame.payload)
      if (frame.opcode > 2) continue
      message += frame.payload.toString('utf8')
      if (!frame.final) continue
      const whole = message
      message = ''
      on.text(whole)
    }
  }
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    take()
  })
  socket.on('error', end)
  socket.on('close', end)
  take()
  return { send: (value) => write(1, Buffer.from(JSON.stringify(value))), close }
}

const headFor = (opcode: number, length: number): Buffer => {
  if (length < 126) return Buffer.from([0x80 | opcode, length])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = 0x80 | opcode
  if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

interface Frame {
  final: boolean
  opcode: number
  payload: Buffer
  bytes: number
}

/** The first frame of these bytes, or null while it is not whole. What comes from a client is masked. */
const frameIn = (bytes: Buffer): Frame | null => {
  if (bytes.length < 2) return null
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const offset = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < offset + 4) return null
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  if (bytes.length < offset + 4 + length) return null
  const mask = bytes.subarray(offset, offset + 4)
  const payload = Buffer.from(bytes.subarray(offset + 4, offset + 4 + length))
  for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0)
  return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload, bytes: offset + 4 + length }
}
