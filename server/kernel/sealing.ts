import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps text unreadable for whoever reads the database: job payloads with links that open accounts, provider keys. */
export interface Sealer {
  /** `about` is bound to the result: what was sealed about one thing does not open as another. */
  seal(text: string, about: string): string
  /** Throws when it was sealed with another key, about something else, or was changed. */
  open(sealed: string, about: string): string
}

/** AES-256-GCM with a key of its own for each purpose, derived from the house's encryption key. */
export const makeSealer = (encryptionKey: Buffer, purpose: string): Sealer => {
  const key = Buffer.from(hkdfSync('sha256', encryptionKey, '', `greenroom ${purpose}`, 32))
  return {
    seal(text, about) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      cipher.setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}
