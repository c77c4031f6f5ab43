import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import * as z from 'zod'
import { newToken } from './id.ts'

/** Keys that the house makes for itself on its first run. They live in the data folder, readable by its owner only. */
export interface Secrets {
  /** ES256 private key (JWK with `kid`) that signs access tokens. */
  signingKey: JWK & { kid: string }
  /** 32 bytes each. */
  cookieKey: Buffer
  linkKey: Buffer
  encryptionKey: Buffer
  /** What browsers send as `apikey`, and what admin calls send. */
  publishableKey: string
  secretKey: string
}

const stored = z.strictObject({
  version: z.literal(1),
  signingKey: z.looseObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string(),
    kid: z.string(),
  }),
  cookieKey: z.base64(),
  linkKey: z.base64(),
  encryptionKey: z.base64(),
  publishableKey: z.string().startsWith('sb_publishable_'),
  secretKey: z.string().startsWith('sb_secret_'),
})

/** Reads `secrets.json` from the folder, or makes it. A file that cannot be read is never replaced: data may depend on its keys. */
export const loadSecrets = async (folder: string): Promise<Secrets> => {
  const path = join(folder, 'secrets.json')
  await mkdir(folder, { recursive: true })
  const text = (await readIfThere(path)) ?? (await writeOnce(path, JSON.stringify(await fresh(), null, 2)))
  let parsed: z.infer<typeof stored>
  try {
    parsed = stored.parse(JSON.parse(text))
  } catch {
    throw new Error(
      `The file ${path} is damaged. Restore it from a backup; without it nobody’s sign-in and no stored key can be read.`,
    )
  }
  return {
    signingKey: parsed.signingKey as Secrets['signingKey'],
    cookieKey: Buffer.from(parsed.cookieKey, 'base64'),
    linkKey: Buffer.from(parsed.linkKey, 'base64'),
    encryptionKey: Buffer.from(parsed.encryptionKey, 'base64'),
    publishableKey: parsed.publishableKey,
    secretKey: parsed.secretKey,
  }
}

const fresh = async (): Promise<z.infer<typeof stored>> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = () => randomBytes(32).toString('base64')
  return {
    version: 1,
    signingKey: { ...(await exportJWK(privateKey)), kid: newToken(12) } as z.infer<typeof stored>['signingKey'],
    cookieKey: key(),
    linkKey: key(),
    encryptionKey: key(),
    publishableKey: `sb_publishable_${newToken(24)}`,
    secretKey: `sb_secret_${newToken(32)}`,
  }
}

const readIfThere = async (path: string): Promise<string | null> => {
  try {
    await chmod(path, 0o600)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all, and never over a file that another process made in the meantime. */
const writeOnce = async (path: string, text: string): Promise<string> => {
  const temporary = `${path}.${newToken(6)}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(temporary, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(temporary)
  }
  return await readFile(path, 'utf8')
}
