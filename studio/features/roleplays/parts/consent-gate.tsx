import { useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import type { Abilities } from '../roleplays.api.ts'
import { ConsentFields } from './consent-fields.tsx'
import { agreedTo } from './consents.ts'
import { useConsent } from './use-consent.ts'

/** Nothing is recorded before somebody has agreed to it, also when they took it back since the call began. */
export function ConsentGate({ known, children }: { known: Abilities; children: ReactNode }) {
  const words = useMessages(calls).consent
  const consent = useConsent(known, true)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const agreed = agreedTo(known)
  if (agreed.has('audio') && agreed.has('transcript')) return children
  const give = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      await consent.give()
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="mx-auto grid w-full max-w-2xl gap-5 px-5 py-10"
      onSubmit={(event) => {
        event.preventDefault()
        if (consent.complete && !busy) void give()
      }}
    >
      <ConsentFields known={known} spoken chosen={consent.chosen} onChange={consent.setChosen} />
      {reason !== null && <ErrorNote reason={reason} />}
      <Button type="submit" disabled={busy || !consent.complete} className="justify-self-start">
        {words.agree}
      </Button>
    </form>
  )
}
