import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { KeyboardIcon, MicIcon, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { basics } from '#messages/basics.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { canRecord } from '../call/microphone.ts'
import { startRehearsal, useAbilities } from '../roleplays.api.ts'
import { ConsentFields } from './consent-fields.tsx'
import { useConsent } from './use-consent.ts'

type Mode = Roleplay['mode']
const modes: readonly { mode: Mode; icon: LucideIcon }[] = [
  { mode: 'typed', icon: KeyboardIcon },
  { mode: 'spoken', icon: MicIcon },
]
const languages = ['en', 'nl'] as const

/** How to talk, in which language, and what is agreed to; then the call begins and its page opens. */
export default function StartDialog(props: { scenarioId: string; workspaceId: string | null; onClose: () => void }) {
  const words = useMessages(calls)
  const { cancel } = useMessages(basics)
  const reader = useLanguage()
  const [, navigate] = useLocation()
  const abilities = useAbilities()
  const [mode, setMode] = useState<Mode>('typed')
  const [language, setLanguage] = useState(reader)
  // The same key begins one call, however often the button is pressed or the network fails.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const consent = useConsent(abilities.data, mode === 'spoken')

  const begin = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      await consent.give()
      const { roleplay } = await startRehearsal({
        idempotencyKey,
        scenarioId: props.scenarioId,
        workspaceId: props.workspaceId,
        language,
        mode,
      })
      navigate(`/coach/sessions/${roleplay.id}`)
    } catch (failure) {
      setReason(failure)
      setBusy(false)
    }
  }
  const texts: Readonly<Record<Mode, string>> = { typed: words.start.typedText, spoken: words.start.spokenText }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && props.onClose()}>
      <DialogContent className="max-h-[92dvh] overflow-y-auto sm:max-w-xl">
        <DialogHeader>
          <DialogTitle>{words.start.title}</DialogTitle>
          <DialogDescription>{words.start.text}</DialogDescription>
        </DialogHeader>
        <form
          className="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            if (!busy && consent.complete) void begin()
          }}
        >
          <fieldset>
            <legend className="mb-2 text-sm font-medium">{words.start.how}</legend>
            <div className="grid gap-3 sm:grid-cols-2">
              {modes.map(({ mode: one, icon: Icon }) => {
                const impossible = one === 'spoken' && !canRecord()
                return (
                  <label
                    key={one}
                    className={cn(
                      'has-focus-visible:ring-ring flex cursor-pointer gap-3 rounded-lg border p-3 has-focus-visible:ring-2',
                      mode === one && 'border-primary bg-tint',
                      impossible && 'cursor-not-allowed opacity-60',
                    )}
                  >
                    <input
                      type="radio"
                      name="mode"
                      value={one}
                      checked={mode === one}
                      disabled={impossible}
                      onChange={() => setMode(one)}
                      className="sr-only"
                    />
                    <Icon className="mt-0.5 size-5 shrink-0" aria-hidden />
                    <span>
                      <span className="block text-sm font-medium">{words.modes[one]}</span>
                      <span className="text-muted-foreground mt-0.5 block text-[0.8125rem] leading-snug">
                        {impossible ? words.start.noMicrophone : texts[one]}
                      </span>
                    </span>
                  </label>
                )
              })}
            </div>
          </fieldset>
          <div>
            <p className="mb-2 text-sm font-medium">{words.start.language}</p>
            <ToggleGroup
              type="single"
              variant="outline"
              value={language}
              aria-label={words.start.language}
              onValueChange={(value) => setLanguage(languages.find((one) => one === value) ?? language)}
            >
              {languages.map((one) => (
                <ToggleGroupItem key={one} value={one} className="px-4">
                  {words.languages[one]}
                </ToggleGroupItem>
              ))}
            </ToggleGroup>
          </div>
          {abilities.data !== undefined && consent.asks && (
            <ConsentFields
              known={abilities.data}
              spoken={mode === 'spoken'}
              chosen={consent.chosen}
              onChange={consent.setChosen}
            />
          )}
          {abilities.isError && <ErrorNote reason={abilities.error} />}
          {reason !== null && <ErrorNote reason={reason} />}
          <DialogFooter>
            <Button type="button" variant="ghost" onClick={props.onClose} disabled={busy}>
              {cancel}
            </Button>
            <Button type="submit" disabled={busy || !consent.complete}>
              {busy ? words.start.beginning : consent.asks ? words.consent.agree : words.start.begin}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
