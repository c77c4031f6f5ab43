import { useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { currentLanguage } from '#lib/language.ts'
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
import { Advice, PasswordInput } from './parts/password-input.tsx'
import { TextLink } from './parts/text-link.tsx'
import { PASSWORD_MIN } from './password.rules.ts'

export default function SignUpPage() {
  const words = useMessages(doors)
  const house = useHouse()
  const visitor = useVisitor()
  const next = nextAddress(useSearch())
  if (visitor.state === 'signed-in') return <Redirect to={next} replace />
  return (
    <Outside
      title={words.signUpTitle}
      text={house.signUp ? words.signUpText : words.signUpClosed}
      footer={
        <p>
          {words.haveAccount} <TextLink href={withNext('/sign-in', next)}>{words.toSignIn}</TextLink>
        </p>
      }
    >
      {house.signUp && (
        <>
          <Companies house={house} next={next} />
          <SignUpForm approval={house.approval} next={next} />
        </>
      )}
    </Outside>
  )
}

function SignUpForm({ approval, next }: { approval: boolean; next: string }) {
  const words = useMessages(doors)
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState({ firstName: '', lastName: '', company: '', email: '', password: '' })
  const needed = (value: string): string | null => (value.trim() === '' ? words.missing : null)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: {
      firstName: needed,
      lastName: needed,
      company: () => null,
      email: (email) => needed(email) ?? (looksLikeEmail(email) ? null : words.emailWrong),
      password: (password) => (Array.from(password).length < PASSWORD_MIN ? words.passwordShort(PASSWORD_MIN) : null),
    },
    send: async ({ firstName, lastName, company, email, password }) => {
      const names = { first_name: firstName.trim(), last_name: lastName.trim(), company: company.trim() }
      // What the house writes by itself later comes without a browser to ask.
      const data = { ...names, language: currentLanguage() }
      const emailRedirectTo = new URL(next, location.origin).href
      const answer = await (await auth()).signUp({ email: email.trim(), password, options: { data, emailRedirectTo } })
      orRefuse(answer.error, words.refusals)
      // A house that confirms addresses by itself signs people in at once.
      if (answer.data.session !== null) await signedIn()
      else navigate(withNext(`/confirm?email=${encodeURIComponent(email.trim())}`, next))
    },
  })
  const follow = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  })
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-5">
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label={words.firstName} error={wrong.firstName}>
          {(parts) => <Input {...parts} {...follow('firstName')} autoComplete="given-name" maxLength={120} />}
        </Field>
        <Field label={words.lastName} error={wrong.lastName}>
          {(parts) => <Input {...parts} {...follow('lastName')} autoComplete="family-name" maxLength={120} />}
        </Field>
      </div>
      <Field label={words.company} error={wrong.company} optional>
        {(parts) => <Input {...parts} {...follow('company')} autoComplete="organization" maxLength={200} />}
      </Field>
      <Field label={words.email} error={wrong.email}>
        {(parts) => (
          <Input {...parts} {...follow('email')} type="email" autoComplete="username" autoCapitalize="none" />
        )}
      </Field>
      <Field
        label={words.password}
        error={wrong.password}
        hint={
          <Advice password={typed.password} personal={[typed.firstName, typed.lastName, typed.company, typed.email]} />
        }
      >
        {(parts) => <PasswordInput {...parts} {...follow('password')} autoComplete="new-password" />}
      </Field>
      {problem !== null && <ErrorNote reason={problem} />}
      <Button type="submit" className="w-full" disabled={busy}>
        {words.signUp}
      </Button>
      {approval && <p className="text-muted-foreground text-[0.8125rem] leading-snug">{words.approvalHint}</p>}
    </form>
  )
}
