import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { BookOpenIcon, KeyboardIcon, LightbulbIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { calls } from '#messages/calls.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { BriefPanel } from '../parts/brief-panel.tsx'
import { CallHeader } from '../parts/call-header.tsx'
import { ConsentGate } from '../parts/consent-gate.tsx'
import { houseListens } from '../parts/consents.ts'
import type { Abilities } from '../roleplays.api.ts'
import { Composer } from './composer.tsx'
import { Hints } from './hints.tsx'
import { MicCheck } from './mic-check.tsx'
import { Notices } from './notices.tsx'
import { Prepare } from './prepare.tsx'
import { Stage } from './stage.tsx'
import { TalkBar } from './talk-bar.tsx'
import { Transcript } from './transcript.tsx'
import { useCall, type CallDesk } from './use-call.ts'
import { useTalk, type Talk } from './use-talk.ts'
import { ClipTroubles } from './wordless.tsx'

interface RoomProps {
  rehearsal: Rehearsal
  known: Abilities
  /** To the words, once the conversation is over. */
  onOver: () => void
}

/** A call from its preparation to its last word. */
export function CallRoom(props: RoomProps) {
  const call = useCall(props.rehearsal, props.known)
  const [typed, setTyped] = useState(props.rehearsal.roleplay.mode === 'typed')
  return !typed ? (
    <ConsentGate known={props.known} roleplay={props.rehearsal.roleplay} onTyped={() => setTyped(true)}>
      <SpokenRoom {...props} call={call} />
    </ConsentGate>
  ) : (
    <Room {...props} call={call} talk={null} />
  )
}

function SpokenRoom(props: RoomProps & { call: CallDesk }) {
  const talk = useTalk(props.call, props.known)
  return <Room {...props} talk={talk} />
}

function Room({ call, talk, known, onOver }: RoomProps & { call: CallDesk; talk: Talk | null }) {
  const words = useMessages(calls)
  const { rehearsal } = call
  const { roleplay, brief, rubric } = rehearsal
  const field = useRef<HTMLTextAreaElement>(null)
  const [asksEnd, setAsksEnd] = useState(false)
  const [hinting, setHinting] = useState(false)
  const [showsBrief, setShowsBrief] = useState(false)
  const [types, setTypes] = useState(false)
  const wide = useMediaQuery('(min-width: 80rem)')
  const talking = rehearsal.nextTurn > 0
  const running = talking && !roleplay.callEnded

  const keys = { scope: words.scope, enabled: running }
  useAction({ ...keys, id: 'call.say', keys: '/', label: words.keys.say, run: () => field.current?.focus() })
  useAction({
    ...keys,
    id: 'call.pause',
    keys: 'p',
    label: words.keys.pause,
    run: () => call.setPaused(!roleplay.paused),
  })
  useAction({ ...keys, id: 'call.hint', keys: 'h', label: words.keys.hint, run: () => setHinting(!hinting) })
  useAction({
    ...keys,
    id: 'call.brief',
    keys: 'b',
    label: words.keys.brief,
    run: () => setShowsBrief(true),
    enabled: running && !wide,
  })
  useAction({ ...keys, id: 'call.mute', keys: 'm', label: words.keys.mute, run: () => call.setAloud(!call.aloud) })
  useAction({ ...keys, id: 'call.replay', keys: 'r', label: words.keys.replay, run: call.replay })
  useAction({ ...keys, id: 'call.end', keys: 'shift+e', label: words.keys.hangUp, run: () => setAsksEnd(true) })

  if (!talking)
    return (
      <div className="mx-auto w-full max-w-6xl px-5 py-6 sm:px-8">
        <CallHeader roleplay={roleplay} />
        <Notices call={call} className="mt-6" />
        <div className="mt-6">
          <Prepare call={call}>
            {talk !== null && (
              <section aria-label={words.mic.check} className="rounded-xl border p-4">
                <h3 className="mb-3 text-sm font-medium">{words.mic.check}</h3>
                <MicCheck talk={talk} />
              </section>
            )}
          </Prepare>
        </div>
      </div>
    )
  const typed = talk === null || types
  return (
    <div className="absolute inset-0 flex flex-col overflow-hidden">
      <CallHeader roleplay={roleplay} className="border-b px-4 py-3 sm:px-6" />
      <div className="grid min-h-0 flex-1 grid-rows-[auto_minmax(0,1fr)] lg:grid-cols-[17rem_minmax(0,1fr)] lg:grid-rows-1 xl:grid-cols-[19rem_minmax(0,1fr)_22rem]">
        <Stage
          call={call}
          recording={talk?.recording ?? false}
          onHangUp={() => setAsksEnd(true)}
          className="border-b p-4 lg:overflow-y-auto lg:border-r lg:border-b-0 lg:p-5"
        />
        <section className="flex min-h-0 min-w-0 flex-col" aria-label={words.scope}>
          <Transcript
            rehearsal={rehearsal}
            pending={call.sending.pending?.text ?? null}
            thinking={call.sending.sending}
            className="flex-1"
          />
          <div className="border-t p-3 sm:p-4">
            <Notices call={call} className="mb-3" />
            {roleplay.callEnded ? (
              <div className="flex flex-wrap items-center justify-between gap-3">
                <p className="text-sm font-medium">
                  {words.room.over}. {roleplay.outcome !== null && words.room.outcomes[roleplay.outcome]}
                </p>
                <Button onClick={onOver} autoFocus>
                  {words.room.review}
                </Button>
              </div>
            ) : (
              <>
                {hinting && <Hints call={call} />}
                {talk !== null && <ClipTroubles call={call} talk={talk} served={houseListens(known)} />}
                {roleplay.paused && <p className="text-muted-foreground mb-3 text-sm">{words.room.pausedText}</p>}
                {typed ? (
                  <Composer call={call} field={field} />
                ) : (
                  !talk.undecided && <TalkBar talk={talk} talking={call.talking} />
                )}
                <div className="mt-2 flex flex-wrap gap-2">
                  <Button variant="ghost" size="sm" aria-expanded={hinting} onClick={() => setHinting(!hinting)}>
                    <LightbulbIcon />
                    {words.room.hint}
                  </Button>
                  <Button variant="ghost" size="sm" className="xl:hidden" onClick={() => setShowsBrief(true)}>
                    <BookOpenIcon />
                    {words.brief.open}
                  </Button>
                  {talk !== null && (
                    <Button variant="ghost" size="sm" aria-pressed={types} onClick={() => setTypes(!types)}>
                      <KeyboardIcon />
                      {words.mic.typing}
                    </Button>
                  )}
                </div>
              </>
            )}
          </div>
        </section>
        {wide && (
          <aside aria-label={words.brief.title} className="flex min-h-0 flex-col border-l p-4">
            <BriefPanel brief={brief} rubric={rubric} language={roleplay.language} className="flex-1" />
          </aside>
        )}
      </div>
      <Dialog open={showsBrief && !wide} onOpenChange={setShowsBrief}>
        <DialogContent className="flex max-h-[88dvh] flex-col sm:max-w-lg">
          <DialogHeader>
            <DialogTitle>{words.brief.title}</DialogTitle>
            <DialogDescription className="sr-only">{words.over.rules}</DialogDescription>
          </DialogHeader>
          <BriefPanel brief={brief} rubric={rubric} language={roleplay.language} className="flex-1" />
        </DialogContent>
      </Dialog>
      <Confirm
        open={asksEnd}
        onOpenChange={setAsksEnd}
        title={words.room.hangUpTitle}
        text={words.room.hangUpText}
        action={words.room.hangUp}
        destructive
        onConfirm={async () => {
          await call.hangUp()
          onOver()
        }}
      />
    </div>
  )
}
