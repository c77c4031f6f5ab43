import type { EmailOtpType } from '@supabase/auth-js'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { refresh } from '#lib/queries.ts'
import { auth, signedIn } from '#lib/session.ts'
import { doors } from '#messages/doors.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { orRefuse } from '../auth-problem.ts'
import { returnAddress } from '../next.ts'
import { Outside } from './outside.tsx'
import { TextLink } from './text-link.tsx'

export interface Link {
  tokenHash: string
  type: EmailOtpType
  /** The page to go on to, in this house. */
  next: string
}

const types: readonly EmailOtpType[] = ['signup', 'recovery', 'email_change', 'magiclink', 'invite', 'email']

/** The link of a mail, or null when the address is not one. */
export function readLink(search: URLSearchParams): Link | null {
  const tokenHash = search.get('token_hash')
  const type = types.find((known) => known === search.get('type'))
  return tokenHash === null || type === undefined
    ? null
    : { tokenHash, type, next: returnAddress(search.get('redirect_to'), location.origin) }
}

type Done = 'not yet' | 'half' | 'changed'

/** Opening a link of a mail uses nothing up, because mail scanners open links too; the button does. */
export function MailedLink({ link }: { link: Link }) {
  const words = useMessages(doors)
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [done, setDone] = useState<Done>('not yet')
  const [title, text, action] = textsOf(link.type, words)

  const spend = async (): Promise<void> => {
    const { data, error } = await (await auth()).verifyOtp({ token_hash: link.tokenHash, type: link.type })
    orRefuse(error, words.refusals)
    if (link.type === 'email_change') {
      // The first of two mailboxes gets no session: the address is as it was.
      setDone(data.session === null ? 'half' : 'changed')
      return refresh('GET /api/me')
    }
    await signedIn()
    navigate(link.type === 'recovery' ? '/reset?step=new' : link.next, { replace: true })
  }
  const press = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await spend()
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }

  if (done !== 'not yet') {
    return (
      <Outside title={words.changeLinkTitle} text={done === 'half' ? words.changeHalf : words.changeDone}>
        <Button variant="outline" className="w-full" onClick={() => navigate('/settings/account')}>
          {words.toAccount}
        </Button>
      </Outside>
    )
  }
  const used = problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500
  return (
    <Outside title={title} text={text} footer={<TextLink href="/sign-in">{words.backToSignIn}</TextLink>}>
      <div className="space-y-5">
        {problem !== null && <ErrorNote reason={problem} />}
        {used && link.type === 'signup' && <TextLink href="/confirm">{words.resend}</TextLink>}
        {used && link.type === 'recovery' && <TextLink href="/reset">{words.resend}</TextLink>}
        {!used && (
          <Button className="w-full" disabled={busy} onClick={() => void press()}>
            {action}
          </Button>
        )}
      </div>
    </Outside>
  )
}

function textsOf(type: EmailOtpType, words: (typeof doors)['en']): [title: string, text: string, action: string] {
  if (type === 'recovery') return [words.recoveryLinkTitle, words.recoveryLinkText, words.goOn]
  if (type === 'email_change') return [words.changeLinkTitle, words.changeLinkText, words.confirm]
  if (type === 'magiclink') return [words.signInLinkTitle, words.signInLinkText, words.signIn]
  return [words.confirmLinkTitle, words.confirmLinkText, words.confirm]
}
