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
import { useHouse } from './house.ts'
import { looksLikeEmail, nextAddress, withNext } from './next.ts'
import { Companies } from './parts/companies.tsx'
import { Outside } from './parts/outside.tsx'
import { PasswordInput } from './parts/password-input.tsx'
import { TextLink } from './parts/text-link.tsx'

export default function SignInPage() {
  const words = useMessages(doors)
  const house = useHouse()
  const visitor = useVisitor()
  const [, navigate] = useLocation()
  const next = nextAddress(useSearch())
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: {
      email: (email) => (looksLikeEmail(email) ? null : email.trim() === '' ? words.missing : words.emailWrong),
      password: (password) => (password === '' ? words.missing : null),
    },
    send: async ({ email, password }) => {
      const { error } = await (await auth()).signInWithPassword({ email: email.trim(), password })
      if (error?.code === 'email_not_confirmed')
        return navigate(withNext(`/confirm?email=${encodeURIComponent(email.trim())}`, next))
      orRefuse(error, words.refusals)
      await signedIn()
    },
  })

  if (visitor.state === 'signed-in') return <Redirect to={next} replace />
  const ended = visitor.state === 'signed-out' && visitor.because === 'ended'
  return (
    <Outside
      title={words.signInTitle}
      text={ended ? words.sessionEnded : undefined}
      footer={
        house.signUp ? (
          <p>
            {words.noAccount} <TextLink href={withNext('/sign-up', next)}>{words.toSignUp}</TextLink>
          </p>
        ) : undefined
      }
    >
      <Companies house={house} next={next} />
      <form onSubmit={onSubmit} noValidate className="space-y-5">
        <Field label={words.email} error={wrong.email}>
          {(parts) => <Input {...parts} name="email" type="email" autoComplete="username" autoCapitalize="none" />}
        </Field>
        <div className="relative">
          <Field label={words.password} error={wrong.password}>
            {(parts) => <PasswordInput {...parts} name="password" autoComplete="current-password" />}
          </Field>
          <TextLink href="/reset" className="absolute top-0 right-0 text-[0.8125rem] leading-none">
            {words.forgot}
          </TextLink>
        </div>
        {problem !== null && <ErrorNote reason={problem} />}
        <Button type="submit" className="w-full" disabled={busy}>
          {words.signIn}
        </Button>
      </form>
    </Outside>
  )
}
