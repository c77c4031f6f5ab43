import { useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { auth, signedIn, useVisitor } from '#lib/session.ts'
import { useSubmit } from '#lib/submit.ts'
import { doors } from '#messages/doors.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { orRefuse } from './auth-problem.ts'
import { looksLikeEmail } from './next.ts'
import { MailedCode } from './parts/mailed-code.tsx'
import { Outside } from './parts/outside.tsx'
import { Advice, PasswordInput } from './parts/password-input.tsx'
import { TextLink } from './parts/text-link.tsx'
import { PASSWORD_MIN } from './password.rules.ts'

/** Ask for a link, type its code, set a new password. */
export default function ResetPage() {
  const step = new URLSearchParams(useSearch()).get('step')
  const [email, setEmail] = useState<string | null>(null)
  if (step === 'new') return <NewPassword />
  return email === null ? <AskLink onAsked={setEmail} /> : <EnterCode email={email} />
}

const redirectTo = (): string => new URL('/reset?step=new', location.origin).href

function AskLink({ onAsked }: { onAsked: (email: string) => void }) {
  const words = useMessages(doors)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { email: (email) => (looksLikeEmail(email) ? null : words.emailWrong) },
    send: async ({ email }) => {
      const { error } = await (await auth()).resetPasswordForEmail(email.trim(), { redirectTo: redirectTo() })
      orRefuse(error, words.refusals)
      onAsked(email.trim())
    },
  })
  return (
    <Outside
      title={words.resetTitle}
      text={words.resetText}
      footer={<TextLink href="/sign-in">{words.backToSignIn}</TextLink>}
    >
      <form onSubmit={onSubmit} noValidate className="space-y-5">
        <Field label={words.email} error={wrong.email}>
          {(parts) => <Input {...parts} name="email" type="email" autoComplete="username" autoCapitalize="none" />}
        </Field>
        {problem !== null && <ErrorNote reason={problem} />}
        <Button type="submit" className="w-full" disabled={busy}>
          {words.resetSend}
        </Button>
      </form>
    </Outside>
  )
}

function EnterCode({ email }: { email: string }) {
  const words = useMessages(doors)
  const [, navigate] = useLocation()
  const verify = async (token: string): Promise<void> => {
    const { error } = await (await auth()).verifyOtp({ email, token, type: 'recovery' })
    orRefuse(error, words.refusals)
    await signedIn()
    navigate('/reset?step=new', { replace: true })
  }
  const resend = async (): Promise<void> => {
    const { error } = await (await auth()).resetPasswordForEmail(email, { redirectTo: redirectTo() })
    orRefuse(error, words.refusals)
  }
  return (
    <Outside
      title={words.resetSentTitle}
      text={words.resetSentText(email)}
      footer={<TextLink href="/sign-in">{words.backToSignIn}</TextLink>}
    >
      <MailedCode verify={verify} resend={resend} />
    </Outside>
  )
}

function NewPassword() {
  const words = useMessages(doors)
  const visitor = useVisitor()
  const [, navigate] = useLocation()
  const [password, setPassword] = useState('')
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: {
      password: (given) => (Array.from(given).length < PASSWORD_MIN ? words.passwordShort(PASSWORD_MIN) : null),
    },
    send: async (given) => {
      const changed = await (await auth()).updateUser({ password: given.password })
      orRefuse(changed.error, words.refusals)
      const { error } = await (await auth()).signOut({ scope: 'others' })
      orRefuse(error, words.refusals)
      navigate('/dashboard', { replace: true })
    },
  })
  if (visitor.state !== 'signed-in') return <Redirect to="/reset" replace />
  return (
    <Outside title={words.setTitle} text={words.setText}>
      <form onSubmit={onSubmit} noValidate className="space-y-5">
        <input type="hidden" autoComplete="username" value={visitor.email} readOnly />
        <Field
          label={words.newPassword}
          error={wrong.password}
          hint={<Advice password={password} personal={[visitor.email]} />}
        >
          {(parts) => (
            <PasswordInput
              {...parts}
              name="password"
              autoComplete="new-password"

              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {problem !== null && <ErrorNote reason={problem} />}
        <Button type="submit" className="w-full" disabled={busy}>
          {words.setSave}
        </Button>
      </form>
    </Outside>
  )
}
