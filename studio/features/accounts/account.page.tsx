import { useState } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { settingsPages } from '#features/shell/pages.ts'
import { Section, SectionPage } from '#features/shell/parts/section-page.tsx'
import { useMessages } from '#lib/messages.ts'
import { auth } from '#lib/session.ts'
import { useSubmit } from '#lib/submit.ts'
import { doors } from '#messages/doors.ts'
import { settings } from '#messages/settings.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { orRefuse } from './auth-problem.ts'
import { useHouse } from './house.ts'
import { looksLikeEmail } from './next.ts'
import { DevInbox } from './parts/mailed-code.tsx'
import { Advice, PasswordInput } from './parts/password-input.tsx'
import { PASSWORD_MIN } from './password.rules.ts'

export default function AccountPage() {
  const words = useMessages(settings)
  const { email } = useMe()
  return (
    <SectionPage section={words.title} pages={settingsPages} title={words.accountTitle} text={words.accountText}>
      <div className="max-w-lg">
        <Section title={words.emailTitle} text={words.emailNow(email)}>
          <ChangeEmail />
        </Section>
        <Section title={words.passwordTitle} text={words.passwordText}>
          <ChangePassword />
        </Section>
      </div>
    </SectionPage>
  )
}

/** Both mailboxes have to agree, so that neither a stolen session nor a slip of the finger takes an account away. */
function ChangeEmail() {
  const words = useMessages(settings)
  const { refusals } = useMessages(doors)
  const { email: current } = useMe()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: {
      email: (email) =>
        !looksLikeEmail(email)
          ? words.emailWrong
          : email.trim().toLowerCase() === current.toLowerCase()
            ? words.emailSame
            : null,
    },
    send: async ({ email }, form) => {
      const emailRedirectTo = new URL('/settings/account', location.origin).href
      const { error } = await (await auth()).updateUser({ email: email.trim() }, { emailRedirectTo })
      orRefuse(error, refusals)
      setSentTo(email.trim())
      form.reset()
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-5">
      <Field label={words.newEmail} error={wrong.email}>
        {(parts) => <Input {...parts} name="email" type="email" autoComplete="email" autoCapitalize="none" />}
      </Field>
      {problem !== null && <ErrorNote reason={problem} />}
      <div role="status" className="space-y-3 empty:hidden">
        {sentTo !== null && (
          <>
            <p className="text-sm leading-relaxed wrap-anywhere">{words.emailSent(current, sentTo)}</p>
            <DevInbox />
          </>
        )}
      </div>
      <Button type="submit" variant="outline" disabled={busy}>
        {words.emailChange}
      </Button>
    </form>
  )
}

function ChangePassword() {
  const words = useMessages(settings)
  const { refusals, passwordShort, currentWrong } = useMessages(doors)
  const me = useMe()
  const { google, microsoft } = useHouse().signIn
  // Whoever came with another company's account has no password here yet.
  const mayHaveNone = google || microsoft
  const [typed, setTyped] = useState('')
  const [changed, setChanged] = useState(false)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: {
      currentPassword: (password) => (password === '' && !mayHaveNone ? words.missing : null),
      newPassword: (password) => (Array.from(password).length < PASSWORD_MIN ? passwordShort(PASSWORD_MIN) : null),
    },
    send: async ({ currentPassword, newPassword }, form) => {
      setChanged(false)
      const update = await (
        await auth()
      ).updateUser({ password: newPassword, ...(currentPassword === '' ? {} : { current_password: currentPassword }) })
      // Here the same code means the one field that could be wrong.
      orRefuse(update.error, { ...refusals, 'auth.invalid_credentials': currentWrong })
      const { error } = await (await auth()).signOut({ scope: 'others' })
      orRefuse(error, refusals)
      setChanged(true)
      setTyped('')
      form.reset()
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-5">
      <input type="hidden" autoComplete="username" value={me.email} readOnly />
      <Field label={words.currentPassword} error={wrong.currentPassword} hint={mayHaveNone ? words.currentNone : null}>
        {(parts) => <PasswordInput {...parts} name="currentPassword" autoComplete="current-password" />}
      </Field>
      <Field
        label={words.newPassword}
        error={wrong.newPassword}
        hint={<Advice password={typed} personal={[me.firstName, me.lastName, me.company, me.email]} />}
      >
        {(parts) => (
          <PasswordInput
            {...parts}
            name="newPassword"
            autoComplete="new-password"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {problem !== null && <ErrorNote reason={problem} />}
      <p role="status" className="text-primary text-sm empty:hidden">
        {changed ? words.passwordChanged : ''}
      </p>
      <Button type="submit" variant="outline" disabled={busy}>
        {words.passwordChange}
      </Button>
    </form>
  )
}
