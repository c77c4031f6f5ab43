import { ShieldCheckIcon } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { useAbilities, withdrawConsent, type Purpose } from '../roleplays.api.ts'
import { browserMayListen, letBrowserListen } from './consents.ts'

/** What somebody has agreed to, and the way to take each of it back. */
export function Agreements() {
  const words = useMessages(calls).agreements
  const { consent } = useMessages(calls)
  const format = useFormat()
  const { data } = useAbilities()
  const [open, setOpen] = useState(false)
  const [taken, setTaken] = useState<Purpose | null>(null)
  const [browser, setBrowser] = useState(browserMayListen)
  const given = data?.consents ?? []
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        <ShieldCheckIcon />
        {words.open}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>{words.open}</DialogTitle>
            <DialogDescription>{words.text}</DialogDescription>
          </DialogHeader>
          {given.length === 0 && !browser && <p className="text-muted-foreground text-sm">{words.none}</p>}
          <ul className="grid gap-3">
            {given.map(({ purpose, givenAt, textVersion }) => (
              <li key={purpose} className="flex items-center gap-3 rounded-lg border p-3">
                <div className="min-w-0 flex-1">
                  <p className="text-sm font-medium">{consent[purpose]}</p>
                  <p className="text-muted-foreground text-[0.8125rem]">
                    {words.since(format.dateTime(givenAt), textVersion)}
                  </p>
                </div>
                <Button variant="outline" size="sm" onClick={() => setTaken(purpose)}>
                  {words.takeBack}
                </Button>
              </li>
            ))}
            {browser && (
              <li className="flex items-center gap-3 rounded-lg border p-3">
                <p className="min-w-0 flex-1 text-sm font-medium">{consent.browser}</p>
                <Button
                  variant="outline"
                  size="sm"
                  onClick={() => {
                    letBrowserListen(false)
                    setBrowser(false)
                  }}
                >
                  {words.takeBack}
                </Button>
              </li>
            )}
          </ul>
        </DialogContent>
      </Dialog>
      <Confirm
        open={taken !== null}
        onOpenChange={() => setTaken(null)}
        title={words.title}
        text={taken === null ? '' : words.means[taken]}
        action={words.takeBack}
        destructive
        onConfirm={async () => {
          if (taken !== null) await withdrawConsent(taken)
        }}
      />
    </>
  )
}
