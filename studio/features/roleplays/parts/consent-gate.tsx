import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { useState, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import type { Abilities } from '../roleplays.api.ts'
import { CallHeader } from './call-header.tsx'
import { ConsentFields } from './consent-fields.tsx'
import { agreedTo } from './consents.ts'
import { useConsent } from './use-consent.ts'

/** Nothing is recorded before somebody has agreed to it, also when they took it back since the call began. */
export function ConsentGate(props: { known: Abilities; roleplay: Roleplay; onTyped: () => void; children: ReactNode }) {
  const { known } = props
  const { consent: words, mic } = useMessages(calls)
  const consent = useConsent(known, true)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const agreed = agreedTo(known)
  if (agreed.has('audio') && agreed.has('transcript')) return props.children
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
      className="mx-auto grid w-full max-w-2xl gap-5 px-5 py-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (consent.complete && !busy) void give()
      }}
    >
      <CallHeader roleplay={props.roleplay} />
      <ConsentFields known={known} spoken chosen={consent.chosen} onChange={consent.setChosen} />
      {reason !== null && <ErrorNote reason={reason} />}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" disabled={busy || !consent.complete}>
          {words.agree}
        </Button>
        {agreed.has('transcript') && (
          <Button type="button" variant="outline" onClick={props.onTyped}>
            {mic.typing}
          </Button>
        )}
      </div>
    </form>
  )
}
