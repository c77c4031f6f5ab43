import type { House } from '@greenroom/contract/house.ts'
import { uploadPath } from '#kernel/storage/uploads.ts'
import type { Tools } from '#kernel/tools.ts'
import manifest from '../../../package.json' with { type: 'json' }

/** What a browser may know before anybody signs in: no secret, and nothing about people. */
export const describeHouse = ({ config }: Tools, facts: Pick<House, 'devInbox' | 'publishableKey'>): House => ({
  ...facts,
  name: 'Greenroom',
  version: manifest.version,
  // Relative, because people reach one house by several names (localhost, 127.0.0.1), and a page may only call its own.
  authUrl: '/auth/v1',
  signIn: {
    google: config.GOOGLE_CLIENT_ID !== undefined && config.GOOGLE_CLIENT_SECRET !== undefined,
    microsoft: config.MICROSOFT_CLIENT_ID !== undefined && config.MICROSOFT_CLIENT_SECRET !== undefined,
  },
  signUp: config.SIGNUP,
  approval: config.SIGNUP_APPROVAL,
  languages: ['en', 'nl'],
  // The chunk size is fixed by the resumable endpoint of Supabase Storage, which takes its place in Supabase mode.
  upload: { endpoint: uploadPath, chunkBytes: 6 * 1024 ** 2, maxBytes: config.MAX_UPLOAD_MB * 1024 ** 2 },
})
