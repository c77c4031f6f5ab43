import { useEffect, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useSubmit } from '#lib/submit.ts'
import { doors } from '#messages/doors.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { useHouse } from '../house.ts'

/** Seconds between two mails to the same address; the house counts too. */
const WAIT_SECONDS = 60

/** Six digits from a mail, and the way to get a new mail. */
export function MailedCode(props: { verify: (code: string) => Promise<void>; resend: () => Promise<void> }) {
  const words = useMessages(doors)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { code: (code) => (/^\d{6}$/.test(digitsOf(code)) ? null : words.codeWrong) },
    send: ({ code }) => props.verify(digitsOf(code)),
  })
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-5">
      <Field label={words.codeLabel} error={wrong.code}>
        {(parts) => (
          <Input
            {...parts}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            // Spaces and dashes come along when a code is pasted.
            maxLength={12}

            className="h-12 text-center font-mono text-xl tracking-[0.4em] md:text-xl"
            onChange={(event) => {
              if (/^\d{6}$/.test(digitsOf(event.target.value))) event.target.form?.requestSubmit()
            }}
          />
        )}
      </Field>
      {problem !== null && <ErrorNote reason={problem} />}
      <Button type="submit" className="w-full" disabled={busy}>
        {words.confirm}
      </Button>
      <Resend resend={props.resend} />
      <DevInbox />
    </form>
  )
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

function Resend({ resend }: { resend: () => Promise<void> }) {
  const words = useMessages(doors)
  const [until, setUntil] = useState(() => Date.now() + WAIT_SECONDS * 1000)
  const [now, setNow] = useState(() => Date.now())
  const [sent, setSent] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  useEffect(() => {
    if (left === 0) return undefined
    const timer = setTimeout(() => setNow(Date.now()), 1000)
    return () => clearTimeout(timer)
  }, [left, now])
  const send = async (): Promise<void> => {
    setProblem(null)
    setUntil(Date.now() + WAIT_SECONDS * 1000)
    setNow(Date.now())
    try {
      await resend()
      setSent(true)
    } catch (reason) {
      setProblem(reason)
    }
  }
  return (
    <div className="space-y-3">
      <Button
        type="button"
        variant="outline"
        className="w-full tabular-nums"
        disabled={left > 0}
        onClick={() => void send()}
      >
        {left > 0 ? words.resendIn(left) : words.resend}
      </Button>
      <p role="status" className="text-muted-foreground text-sm empty:hidden">
        {sent && problem === null ? words.resent : ''}
      </p>
      {problem !== null && <ErrorNote reason={problem} />}
    </div>
  )
}

/** In a house without a mail server, where the mail is. */
export function DevInbox() {
  const words = useMessages(doors)
  const house = useHouse()
  if (!house.devInbox) return null
  return (
    <p className="bg-muted text-muted-foreground rounded-lg px-3.5 py-3 text-sm">
      {words.inboxHint}{' '}
      <a
        href="/dev/inbox"
        target="_blank"
        rel="noreferrer"
        className="text-foreground font-medium underline underline-offset-4"
      >
        {words.inbox}
      </a>
    </p>
  )
}
