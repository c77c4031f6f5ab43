import { createHmac, timingSafeEqual } from 'node:crypto'
import { Fault } from '../fault.ts'
import { isBucket, isKey } from './keys.ts'
import type { Bucket } from './storage.ts'

export interface SignedLinks {
  /** `/signed/{token}/{bucket}/{key}`: reads this one object for `seconds`, without signing in. */
  path(bucket: Bucket, key: string, seconds: number): string
  /**
   * The object that a path opens. Throws `storage.link_refused` (403) for anything that this house did not sign
   * and `storage.link_expired` (410) when its time is over.
   */
  open(token: string, bucket: string, key: string): { bucket: Bucket; key: string }
}

/** Everything before the object's name stands in one path segment, so that vendors see a plain address with a file ending, and logs can hide it. */
export const makeSignedLinks = (linkKey: Buffer, now: () => number = Date.now): SignedLinks => {
  const sign = (bucket: string, key: string, expires: string): Buffer =>
    createHmac('sha256', linkKey).update(`link:GET:${bucket}:${key}:${expires}`).digest()
  return {
    path(bucket, key, seconds) {
      const expires = String(Math.floor(now() / 1000) + seconds)
      return `/signed/${expires}.${sign(bucket, key, expires).toString('base64url')}/${bucket}/${key}`
    },
    open(token, bucket, key) {
      const [expires = '', signature = ''] = token.split('.')
      const expected = sign(bucket, key, expires)
      const given = Buffer.from(signature, 'base64url')
      const genuine = given.length === expected.length && timingSafeEqual(given, expected)
      if (!genuine || !isBucket(bucket) || !isKey(key))
        throw new Fault('storage.link_refused', 403, 'This link is not valid.')
      if (Number(expires) * 1000 <= now())
        throw new Fault('storage.link_expired', 410, 'This link has expired. Ask for a new one.')
      return { bucket, key }
    },
  }
}
