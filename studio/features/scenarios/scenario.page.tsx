import type { ScenarioSheet } from '@greenroom/contract/scenario-shelf.ts'
import { ArrowLeftIcon, PencilIcon } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { scenarios } from '#messages/scenarios.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { PageLoading } from '#patterns/loading.tsx'
import { PageBody, PageHeader } from '#patterns/page-header.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { useAddress, oneOf } from '#features/projects/url.ts'
import { Brief, Checks } from '#features/roleplays/parts/brief-panel.tsx'
import { StartCall } from '#features/roleplays/parts/start-call.tsx'
import { useMe } from '#features/shell/gate.tsx'
import { Choice } from './fields/choice.tsx'
import { Marks, Portrait } from './parts/scenario-card.tsx'
import { ScenarioMenu } from './parts/scenario-menu.tsx'
import { useSheet, useTechniques } from './scenarios.api.ts'
import { usePlaces } from './where.ts'

/** `/coach/scenarios/:scenarioId`: everything one may know before a call, every rule of its score among it. */
export default function ScenarioPage() {
  const { scenarioId } = useParams<{ scenarioId: string }>()
  const sheet = useSheet(scenarioId)
  if (sheet.data !== undefined) return <Sheet sheet={sheet.data} />
  if (sheet.isError)
    return <ErrorState reason={sheet.error} onRetry={() => void sheet.refetch()} retrying={sheet.isFetching} />
  return <PageLoading />
}

function Sheet({ sheet }: { sheet: ScenarioSheet }) {
  const words = useMessages(scenarios)
  const reader = useLanguage()
  const [, navigate] = useLocation()
  const [address, patch] = useAddress()
  const me = useMe()
  const places = usePlaces()
  const { scenario, brief, rubric } = sheet
  const techniques = useTechniques(scenario.workspaceId)
  const [reason, setReason] = useState<unknown>(null)
  const [shareWith, setShareWith] = useState(scenario.workspaceId ?? 'nobody')
  const language = oneOf(address, 'language', reader === 'nl' ? ['nl', 'en'] : ['en', 'nl'])
  const place = places.find(({ id }) => id === scenario.workspaceId)?.name ?? null
  const mayCopy = me.role === 'admin' || places.some(({ leads }) => leads)
  return (
    <PageBody measure="wide">
      <Link
        href="/coach/scenarios"
        className="text-muted-foreground hover:text-foreground mb-4 inline-flex items-center gap-1.5 text-sm"
      >
        <ArrowLeftIcon className="size-4" aria-hidden />
        {words.sheet.back}
      </Link>
      <PageHeader
        title={scenario.title[reader]}
        text={scenario.description[reader]}
        actions={
          <>
            {scenario.mayEdit && (
              <Button variant="outline" asChild>
                <Link href={`/coach/scenarios/${scenario.id}/edit`}>
                  <PencilIcon />
                  {words.edit}
                </Link>
              </Button>
            )}
            <ScenarioMenu
              scenario={scenario}
              mayCopy={mayCopy}
              onTrouble={setReason}
              onDeleted={() => navigate('/coach/scenarios')}
            />
          </>
        }
      />
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[0.8125rem]">
        <Marks scenario={scenario} place={place} />
        <span className="text-muted-foreground">{words.version(scenario.version)}</span>
      </div>
      {reason !== null && <ErrorNote reason={reason} className="mt-4" />}
      <div className="mt-8 grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        <section aria-labelledby="sheet-brief" className="min-w-0">
          <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
            <h2 id="sheet-brief" className="text-base font-semibold">
              {words.sheet.brief}
            </h2>
            <ToggleGroup
              type="single"
              size="sm"
              variant="outline"
              value={language}
              aria-label={words.sheet.language}
              onValueChange={(value) => value !== '' && patch({ language: value === reader ? null : value })}
            >
              {(['en', 'nl'] as const).map((one) => (
                <ToggleGroupItem key={one} value={one} className="px-3">
                  {words.sheet.languages[one]}
                </ToggleGroupItem>
              ))}
            </ToggleGroup>
          </div>
          <div className="bg-card mb-6 flex items-center gap-3 rounded-xl border p-4">
            <Portrait name={scenario.customer.name} className="size-12 text-base" />
            <p className="min-w-0">
              <span className="text-muted-foreground block text-xs">{words.sheet.meet}</span>
              <span className="block font-medium">{scenario.customer.name}</span>
              <span lang={language} className="text-muted-foreground block text-sm">
                {scenario.customer.role[language]}
              </span>
            </p>
          </div>
          <Brief brief={brief} language={language} />
        </section>
        <div className="grid min-w-0 gap-6">
          <section aria-label={words.sheet.yours} className="bg-card grid gap-4 rounded-xl border p-5">
            <p className="text-sm">
              {scenario.attempts === 0 && scenario.bestScore === null ? (
                <span className="text-muted-foreground">{words.sheet.none}</span>
              ) : (
                <>
                  {words.attempts(scenario.attempts)}
                  {scenario.bestScore !== null && ` · ${words.best(scenario.bestScore)}`}
                  {' · '}
                  <Link href={`/coach/sessions?scenario=${scenario.id}`} className="underline underline-offset-4">
                    {words.sheet.allCalls}
                  </Link>
                </>
              )}
            </p>
            {places.length > 0 && (
              <Choice
                label={words.sheet.workspace}
                value={shareWith}
                options={[
                  ['nobody', words.sheet.nobody],
                  ...places.map(({ id, name }): [string, string] => [id, name]),
                ]}
                onChange={setShareWith}
              />
            )}
            <StartCall scenarioId={scenario.id} workspaceId={shareWith === 'nobody' ? null : shareWith} />
          </section>
          {scenario.required.length > 0 && (
            <section aria-labelledby="sheet-techniques">
              <h2 id="sheet-techniques" className="mb-3 text-base font-semibold">
                {words.sheet.techniques}
              </h2>
              <ul className="grid gap-2 text-sm">
                {scenario.required.map((id) => (
                  <li key={id}>
                    <Badge variant="secondary">{techniques.names.get(id) ?? id}</Badge>
                    <span className="text-muted-foreground mt-1 block leading-snug">
                      {techniques.list.find((technique) => technique.id === id)?.summary[reader]}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section aria-labelledby="sheet-checks">
            <h2 id="sheet-checks" className="mb-3 text-base font-semibold">
              {words.sheet.checks}
            </h2>
            <Checks rubric={rubric} />
          </section>
        </div>
      </div>
    </PageBody>
  )
}
