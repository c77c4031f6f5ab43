import { useLocation, useSearch } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { auth, signedIn } from '#lib/session.ts'
import { useSubmit } from '#lib/submit.ts'
import { doors } from '#messages/doors.ts'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { orRefuse } from './auth-problem.ts'
import { looksLikeEmail, nextAddress, withNext } from './next.ts'
import { MailedCode } from './parts/mailed-code.tsx'
import { MailedLink, readLink } from './parts/mailed-link.tsx'
import { Outside } from './parts/outside.tsx'
import { TextLink } from './parts/text-link.tsx'

/** Where mails lead to, and where their code is typed. */
export default function ConfirmPage() {
  const given = useSearch()
  const search = new URLSearchParams(given)
  const next = nextAddress(given)
  const link = readLink(search)
  const email = search.get('email')
  if (link !== null) return <MailedLink link={link} />
  return email === null ? <AskAddress next={next} /> : <EnterCode email={email} next={next} />
}

function EnterCode({ email, next }: { email: string; next: string }) {
  const words = useMessages(doors)
  const [, navigate] = useLocation()
  const verify = async (token: string): Promise<void> => {
    const { error } = await (await auth()).verifyOtp({ email, token, type: 'email' })
    orRefuse(error, words.refusals)
    await signedIn()
    navigate(next, { replace: true })
  }
  const resend = async (): Promise<void> => {
    const { error } = await (await auth()).resend({ type: 'signup', email })
    orRefuse(error, words.refusals)
  }
  return (
    <Outside
      title={words.confirmTitle}
      text={words.confirmText(email)}
      footer={
        <div className="flex justify-between">
          <TextLink href={withNext('/confirm', next)}>{words.otherAddress}</TextLink>
          <TextLink href={withNext('/sign-in', next)}>{words.backToSignIn}</TextLink>
        </div>
      }
    >
      <MailedCode verify={verify} resend={resend} />
    </Outside>
  )
}

function AskAddress({ next }: { next: string }) {
  const words = useMessages(doors)
  const [, navigate] = useLocation()
  const { wrong, onSubmit } = useSubmit({
    checks: { email: (email) => (looksLikeEmail(email) ? null : words.emailWrong) },
    send: async ({ email }) => navigate(withNext(`/confirm?email=${encodeURIComponent(email.trim())}`, next)),
  })
  return (
    <Outside
      title={words.confirmTitle}
      text={words.confirmAsk}
      footer={<TextLink href={withNext('/sign-in', next)}>{words.backToSignIn}</TextLink>}
    >
      <form onSubmit={onSubmit} noValidate className="space-y-5">
        <Field label={words.email} error={wrong.email}>
          {(parts) => <Input {...parts} name="email" type="email" autoComplete="username" />}
        </Field>
        <Button type="submit" className="w-full">
          {words.goOn}
        </Button>
      </form>
    </Outside>
  )
}
