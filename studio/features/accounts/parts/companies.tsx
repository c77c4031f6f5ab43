import type { House } from '@greenroom/contract/house.ts'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { auth } from '#lib/session.ts'
import { doors } from '#messages/doors.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { orRefuse } from '../auth-problem.ts'

/** Sign-in with an account elsewhere; only what this house has set up. */
export function Companies({ house, next }: { house: House; next: string }) {
  const words = useMessages(doors)
  const [problem, setProblem] = useState<unknown>(null)
  const { google, microsoft } = house.signIn
  if (!google && !microsoft) return null
  const go = async (provider: 'google' | 'azure'): Promise<void> => {
    setProblem(null)
    try {
      const redirectTo = new URL(next, location.origin).href
      const { error } = await (await auth()).signInWithOAuth({ provider, options: { redirectTo, scopes: 'email' } })
      orRefuse(error, words.refusals)
    } catch (reason) {
      setProblem(reason)
    }
  }
  return (
    <div className="mb-6 space-y-3">
      {google && (
        <Button variant="outline" className="w-full" onClick={() => void go('google')}>
          <GoogleMark />
          {words.continueWith('Google')}
        </Button>
      )}
      {microsoft && (
        <Button variant="outline" className="w-full" onClick={() => void go('azure')}>
          <MicrosoftMark />
          {words.continueWith('Microsoft')}
        </Button>
      )}
      {problem !== null && <ErrorNote reason={problem} />}
      <p className="text-muted-foreground flex items-center gap-3 pt-3 text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {words.or}
      </p>
    </div>
  )
}

const GoogleMark = () => (
  <svg viewBox="0 0 24 24" aria-hidden>
    <path
      fill="#4285F4"
      d="M22.5 12.3c0-.8-.1-1.5-.2-2.3H12v4.3h5.9a5 5 0 0 1-2.2 3.3v2.8h3.6c2.1-2 3.2-4.8 3.2-8.1z"
    />
    <path fill="#34A853" d="M12 23c3 0 5.4-1 7.3-2.6l-3.6-2.8a6.6 6.6 0 0 1-9.8-3.5H2.2v2.9A11 11 0 0 0 12 23z" />
    <path fill="#FBBC05" d="M5.9 14.1a6.6 6.6 0 0 1 0-4.2V7H2.2a11 11 0 0 0 0 9.9z" />
    <path fill="#EA4335" d="M12 5.4c1.6 0 3 .6 4.2 1.6l3.1-3.1A11 11 0 0 0 2.2 7l3.7 2.9A6.6 6.6 0 0 1 12 5.4z" />
  </svg>
)

const MicrosoftMark = () => (
  <svg viewBox="0 0 24 24" aria-hidden>
    <path fill="#F25022" d="M2 2h9.5v9.5H2z" />
    <path fill="#7FBA00" d="M12.5 2H22v9.5h-9.5z" />
    <path fill="#00A4EF" d="M2 12.5h9.5V22H2z" />
    <path fill="#FFB900" d="M12.5 12.5H22V22h-9.5z" />
  </svg>
)
