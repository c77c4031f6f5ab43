import type { RawRoute } from '../http/route.ts'
import type { Schedule, Work } from '../jobs/jobs.ts'
import { makeSealer } from '../sealing.ts'
import type { Secrets } from '../secrets.ts'
import type { Tools } from '../tools.ts'
import { createUser, deleteUser, getUserById, listUsers, updateUser } from './admin.ts'
import type { AuthTools } from './auth-tools.ts'
import { authCleanup, authCleanupSchedule, authCleanupWork } from './cleanup.ts'
import { companiesOf, makeKeyRing, type CompaniesAt } from './companies.ts'
import { authLetter, authLetterWork } from './letters.ts'
import { authorize, makeCallback } from './oauth.ts'
import { prepareNobody } from './password.ts'
import { magicLink, otp, recover, resend } from './recovery.ts'
import { logout } from './sessions.ts'
import { token } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { changeUser, getUser } from './user.ts'
import { showVerify, verify } from './verify.ts'
import { authRoute } from './wire.ts'

export const authJobs = [authLetter, authCleanup]

/** The built-in sign-in server: the part of the Supabase Auth protocol that @supabase/supabase-js speaks, at `/auth/v1`. */
export const makeAuth = async (
  parts: AuthParts,
): Promise<{ routes: RawRoute[]; works: Work[]; schedules: Schedule[] }> => {
  const auth = authTools(parts)
  await prepareNobody()
  const routes = [
    signUp,
    token,
    recover,
    otp,
    magicLink,
    resend,
    showVerify,
    verify,
    getUser,
    changeUser,
    logout,
    authorize,
    makeCallback(makeKeyRing(auth.outbound)),
    publicKeys,
    settings,
    health,
    listUsers,
    createUser,
    getUserById,
    updateUser,
    deleteUser,
  ]
  return {
    routes: routes.map((route) => route(auth)),
    works: [authLetterWork(auth), authCleanupWork(auth.db)],
    schedules: [authCleanupSchedule],
  }
}

interface AuthParts extends Pick<AuthTools, 'signer' | 'identifier' | 'outbound'> {
  tools: Tools
  secrets: Secrets
  companiesAt: CompaniesAt | undefined
}

const authTools = ({ tools, secrets, companiesAt, ...parts }: AuthParts): AuthTools => ({
  ...parts,
  db: tools.db,
  jobs: tools.jobs,
  post: tools.post,
  log: tools.log,
  sealer: makeSealer(secrets.encryptionKey, 'auth'),
  codeKey: secrets.linkKey,
  publishableKey: secrets.publishableKey,
  secretKey: secrets.secretKey,
  siteUrl: tools.siteUrl,
  redirects: tools.config.AUTH_REDIRECTS,
  signUp: tools.config.SIGNUP,
  trustProxy: tools.config.TRUST_PROXY,
  companies: companiesOf(tools.config, companiesAt),
})

const publicKeys = authRoute('GET', '/.well-known/jwks.json', 'no key', (auth, { http }) => {
  http.header('Cache-Control', 'public, max-age=600')
  return Promise.resolve(http.json(auth.signer.jwks))
})

const settings = authRoute('GET', '/settings', 'publishable key', (auth, { http }) => {
  const enabled = (name: string) => auth.companies.some((company) => company.name === name)
  return Promise.resolve(
    http.json({
      external: {
        email: true,
        google: enabled('google'),
        azure: enabled('azure'),
        phone: false,
        anonymous_users: false,
      },
      disable_signup: !auth.signUp,
      mailer_autoconfirm: false,
      phone_autoconfirm: false,
      sms_provider: '',
      saml_enabled: false,
    }),
  )
})

const health = authRoute('GET', '/health', 'no key', (_auth, { http }) =>
  Promise.resolve(http.json({ name: 'Greenroom', version: 'built-in', description: 'The built-in sign-in server' })),
)
