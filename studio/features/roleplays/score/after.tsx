import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import { HourglassIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { scores } from '#messages/scores.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { PageLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { CallHeader } from '../parts/call-header.tsx'
import { CallMenu } from '../parts/call-menu.tsx'
import { finishCall, useScore, type Score } from '../roleplays.api.ts'
import { ScoreView } from './score-view.tsx'

const Replay = lazy(async () => ({ default: (await import('../replay/replay.tsx')).Replay }))
const tabs = ['score', 'replay'] as const

/** A finished call: its score and its replay. `?tab=` is which, `?turn=` the turn that is looked at. */
export function After({ rehearsal, mine }: { rehearsal: Rehearsal; mine: boolean }) {
  const words = useMessages(scores)
  const [address, patch] = useAddress()
  const { roleplay } = rehearsal
  const score = useScore(roleplay.id, true)
  const tab = oneOf(address, 'tab', tabs)
  const setTab = (next: string): void => patch({ tab: next === 'score' ? null : next })
  const keys = { scope: words.scope }
  useAction({ ...keys, id: 'after.score', keys: '1', label: words.keys.score, run: () => setTab('score') })
  useAction({ ...keys, id: 'after.replay', keys: '2', label: words.keys.replay, run: () => setTab('replay') })
  return (
    <div className="mx-auto w-full max-w-6xl px-5 py-6 sm:px-8">
      <CallHeader roleplay={roleplay} actions={<CallMenu roleplay={roleplay} mine={mine} />} />
      <Tabs value={tab} onValueChange={setTab} className="mt-4">
        <TabsList variant="line" aria-label={words.sections} className="w-full justify-start border-b">
          {tabs.map((one) => (
            <TabsTrigger key={one} value={one} className="flex-none">
              {words.tabs[one]}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="score" className="pt-6">
          {score.data !== undefined ? (
            <Outcome rehearsal={rehearsal} score={score.data} mine={mine} />
          ) : score.isError ? (
            <ErrorState reason={score.error} onRetry={() => void score.refetch()} retrying={score.isFetching} />
          ) : (
            <PageLoading />
          )}
        </TabsContent>
        <TabsContent value="replay" className="pt-6">
          <Suspense fallback={<PageLoading />}>
            <Replay rehearsal={rehearsal} found={score.data?.found ?? []} mine={mine} />
          </Suspense>
        </TabsContent>
      </Tabs>
    </div>
  )
}

function Outcome({ rehearsal, score, mine }: { rehearsal: Rehearsal; score: Score; mine: boolean }) {
  const words = useMessages(scores)
  const { scoreState } = score.roleplay
  if (scoreState === 'queued' || scoreState === 'judging')
    return (
      <div role="status">
        <EmptyState icon={HourglassIcon} title={words.waiting.title} text={words.waiting[scoreState]} />
      </div>
    )
  if (scoreState === 'failed') return <Failed score={score} mine={mine} />
  if (scoreState === 'none' || score.card === null)
    return <EmptyState icon={HourglassIcon} title={words.notScored.title} text={words.notScored.unknown} />
  return <ScoreView rehearsal={rehearsal} score={score} card={score.card} mine={mine} />
}

function Failed({ score, mine }: { score: Score; mine: boolean }) {
  const { failed: words, troubles, otherTrouble } = useMessages(scores)
  const { trouble } = score
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const again = async (): Promise<void> => {
    setBusy(true)
    setReason(null)
    try {
      await finishCall(score.roleplay.id)
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 py-12 text-center" role="alert">
      <h2 className="text-base font-semibold">{words.title}</h2>
      <p className="text-muted-foreground text-sm">{words.text}</p>
      {trouble !== null && <p className="text-sm">{troubles[trouble] ?? otherTrouble(trouble)}</p>}
      {reason !== null && <ErrorNote reason={reason} />}
      {mine && (
        <Button onClick={() => void again()} disabled={busy}>
          {words.again}
        </Button>
      )}
    </div>
  )
}
