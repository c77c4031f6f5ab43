import { sql } from 'kysely'
import * as z from 'zod'
import { language } from '@greenroom/contract/accounts.ts'
import { actingAsConnection, type Transaction } from '../db/acting.ts'
import { newId } from '../id.ts'
import { jobKind, work, type Work } from '../jobs/jobs.ts'
import type { Letter } from '../mail/mail.ts'
import type { AuthTools } from './auth-tools.ts'
import { agreedMailboxes, makeOneTime, type Mailed, type Purpose } from './one-time.ts'
import { isBarred, lockUser, userByEmail, userWhoChanges, type User } from './users.ts'

const wish = z.strictObject({
  /** Asked for by sign-up, a repeated sign-up mail, a forgotten password, sign-in by mail, a change of address. */
  about: z.enum(['sign-up', 'resend', 'recovery', 'magic-link', 'email-change']),
  /** The address that was typed; for a change of address that a session asked for, the person is named instead. */
  email: z.string(),
  userId: z.string().nullable(),
  /** Sign-in by mail may make an account. */
  mayCreate: z.boolean(),
  challenge: z.string().nullable(),
  redirectTo: z.string().nullable(),
  language,
})
export type Wish = z.infer<typeof wish>

/**
 * A mail that somebody asked for. The request only writes this job, whether there is such an account or not; who looks
 * is the worker. So neither the answer nor its time says anything about an address.
 */
export const authLetter = jobKind('auth.letter', z.strictObject({ id: z.uuid(), sealed: z.string() }), {
  retries: 5,
  parallel: 4,
})

export const askForLetter = async (auth: AuthTools, transaction: Transaction, wanted: Wish): Promise<void> => {
  const id = newId()
  await auth.jobs.add(transaction, authLetter, { id, sealed: auth.sealer.seal(JSON.stringify(wanted), id) })
}

export const authLetterWork = (auth: AuthTools): Work =>
  work(authLetter, ({ id, sealed }) => writeLetter(auth, wish.parse(JSON.parse(auth.sealer.open(sealed, id)))))

const writeLetter = (auth: AuthTools, wanted: Wish): Promise<void> =>
  actingAsConnection(auth.db, async (transaction) => {
    if (wanted.about === 'email-change') return await writeToBothMailboxes(auth, transaction, wanted)
    const user = (await userByEmail(transaction, wanted.email)) ?? (await invited(auth, transaction, wanted))
    if (user === undefined || (await isBarred(transaction, user.id))) return
    const confirmed = user.email_confirmed_at !== null
    const mail = (purpose: Purpose, letter: (mailed: Mailed) => Letter) =>
      send(auth, transaction, user, user.email, wanted, purpose, letter)
    switch (wanted.about) {
      case 'sign-up':
        if (!confirmed) return await mail('signup', (mailed) => ({ kind: 'confirm-sign-up', ...mailed }))
        return await auth.post(transaction, {
          to: user.email,
          language: await languageOf(transaction, user, wanted),
          letter: { kind: 'account-exists', link: `${auth.siteUrl}/sign-in` },
        })
      case 'resend':
        if (!confirmed) await mail('signup', (mailed) => ({ kind: 'confirm-sign-up', ...mailed }))
        return
      case 'recovery':
        return await mail('recovery', (mailed) => ({ kind: 'reset-password', ...mailed }))
      case 'magic-link':
        return await mail('magiclink', (mailed) => ({ kind: 'magic-link', ...mailed }))
    }
  })

/** The old and the new mailbox must both agree: one stolen session does not carry an account away. */
const writeToBothMailboxes = async (auth: AuthTools, transaction: Transaction, wanted: Wish): Promise<void> => {
  const user =
    wanted.userId === null
      ? await userWhoChanges(transaction, wanted.email)
      : await lockUser(transaction, wanted.userId)
  const newEmail = user?.email_change
  if (user === undefined || newEmail == null || (await isBarred(transaction, user.id))) return
  if ((await userByEmail(transaction, newEmail)) !== undefined) {
    await transaction.run(sql`update auth.users set email_change = null where id = ${user.id}`)
    await auth.post(transaction, {
      to: newEmail,
      language: await languageOf(transaction, user, wanted),
      letter: { kind: 'account-exists', link: `${auth.siteUrl}/sign-in` },
    })
    return
  }
  const agreed = await agreedMailboxes(transaction, user.id, [user.email, newEmail])
  for (const mailbox of [user.email, newEmail].filter((email) => !agreed.includes(email))) {
    await send(auth, transaction, user, mailbox, wanted, 'email_change', (mailed) => ({
      kind: 'change-email',
      ...mailed,
      newEmail,
    }))
  }
}

const invited = async (auth: AuthTools, transaction: Transaction, wanted: Wish): Promise<User | undefined> => {
  if (wanted.about !== 'magic-link' || !wanted.mayCreate || !auth.signUp) return undefined
  await transaction.run(sql`
    insert into auth.users (email, raw_app_meta_data)
    values (${wanted.email}, '{"provider":"email","providers":["email"]}') on conflict do nothing`)
  return await userByEmail(transaction, wanted.email)
}

const send = async (
  auth: AuthTools,
  transaction: Transaction,
  user: User,
  to: string,
  { challenge, redirectTo, ...wanted }: Wish,
  purpose: Purpose,
  letter: (mailed: Mailed) => Letter,
): Promise<void> => {
  const mailed = await makeOneTime(auth, transaction, { userId: user.id, purpose, email: to, challenge, redirectTo })
  await auth.post(transaction, { to, language: await languageOf(transaction, user, wanted), letter: letter(mailed) })
}

/** One's own setting, else what was said at sign-up, else what the browser asked for. */
export const languageOf = async (
  transaction: Transaction,
  user: User,
  asked: Pick<Wish, 'language'>,
): Promise<Wish['language']> => {
  const kept = await transaction.first(sql<{ language: string | null }>`
    select preference ->> 'language' as language from public.user_settings where user_id = ${user.id}`)
  for (const wanted of [kept?.language, user.raw_user_meta_data['language']]) {
    const known = language.safeParse(wanted)
    if (known.success) return known.data
  }
  return asked.language
}
