import { ERRORS } from '@tus/server'
import { Fault } from '../fault.ts'

export const noUpload = (): Fault => new Fault('uploads.not_found', 404, 'There is no such upload.')
export const tooLong = (): Fault => new Fault('uploads.too_long', 413, 'These are more bytes than were announced.')
export const cutOff = (cause?: unknown): Fault =>
  new Fault('uploads.cut_off', 400, 'The line broke. What has come is kept: go on behind it.', { cause })

/** How the tus library refuses: thrown objects and answers both have these two. */
export interface Refusal {
  status_code: number
  body: string
}
export const isRefusal = (error: object): error is Refusal =>
  'status_code' in error && typeof error.status_code === 'number' && 'body' in error && typeof error.body === 'string'

/** Says the library's refusal in the words of the house. `bytes` are here of the upload. */
export const faultOfRefusal = ({ status_code, body }: Refusal, bytes: number): Fault => {
  const invalid = /^Invalid (.+)/.exec(body)?.[1]?.split(' ') ?? []
  if (status_code === 412 || invalid.includes('tus-resumable'))
    return new Fault('uploads.protocol_differs', 412, 'Send Tus-Resumable: 1.0.0.')
  if (body === ERRORS.INVALID_CONTENT_TYPE.body || invalid.includes('content-type'))
    return new Fault('uploads.type_not_accepted', 415, 'Send the bytes as application/offset+octet-stream.')
  if (body === ERRORS.INVALID_OFFSET.body)
    return new Fault('uploads.offset_differs', 409, `${bytes} bytes are here. Go on behind them.`)
  if (body === ERRORS.MISSING_OFFSET.body)
    return new Fault('uploads.offset_differs', 409, 'Say with Upload-Offset where these bytes begin.')
  if (status_code === 404) return noUpload()
  if (status_code === 410)
    return new Fault('uploads.expired', 410, 'This upload was not finished within a day. Begin it again.')
  if (status_code === 413) return tooLong()
  if (body === ERRORS.ABORTED.body) return cutOff()
  if (body === ERRORS.ERR_LOCK_TIMEOUT.body)
    return new Fault('uploads.busy', 409, 'Another request is still sending this file. Try again.')
  return new Fault('uploads.not_understood', 400, `This upload request cannot be read: ${body.trim()}`)
}
