import { createHash, randomBytes, randomUUID } from 'node:crypto'

/** A random row id. */
export const newId = (): string => randomUUID()

/** An unguessable token of `bytes` random bytes, URL-safe. 32 bytes = 256 bits. */
export const newToken = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/** What is kept of a token that must be known again and never read: its SHA-256, hex. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')
