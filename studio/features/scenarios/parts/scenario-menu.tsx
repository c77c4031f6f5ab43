import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import { CopyIcon, DownloadIcon, MoreHorizontalIcon, PencilIcon, StarIcon, StarOffIcon, Trash2Icon } from 'lucide-react'
import { useLocation } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { scenarios } from '#messages/scenarios.ts'
import { Button } from '#ui/button.tsx'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '#ui/dropdown-menu.tsx'
import { deleteWithUndo } from '../delete-scenario.ts'
import { downloadScenario, featureScenario } from '../scenarios.api.ts'

/** What can be done with a scenario. Nothing is shown to those who can do nothing with it. */
export function ScenarioMenu(props: {
  scenario: ScenarioCard
  mayCopy: boolean
  onTrouble: (reason: unknown) => void
  onDeleted?: () => void
}) {
  const words = useMessages(scenarios)
  const language = useLanguage()
  const [, navigate] = useLocation()
  const { scenario, mayCopy } = props
  const { id, mayEdit, featured } = scenario
  if (!mayEdit && !mayCopy) return null
  const act = (work: () => Promise<unknown>) => (): void => {
    props.onTrouble(null)
    work().catch(props.onTrouble)
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={words.actionsOf(scenario.title[language])}>
          <MoreHorizontalIcon />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {mayEdit && (
          <DropdownMenuItem onSelect={() => navigate(`/coach/scenarios/${id}/edit`)}>
            <PencilIcon />
            {words.edit}
          </DropdownMenuItem>
        )}
        {mayCopy && (
          <DropdownMenuItem onSelect={() => navigate(`/coach/scenarios?new=${id}`)}>
            <CopyIcon />
            {words.makeCopy}
          </DropdownMenuItem>
        )}
        {mayEdit && (
          <>
            <DropdownMenuItem onSelect={act(() => featureScenario(id, !featured))}>
              {featured ? <StarOffIcon /> : <StarIcon />}
              {featured ? words.unfeature : words.feature}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={act(() => downloadScenario(scenario))}>
              <DownloadIcon />
              {words.download}
            </DropdownMenuItem>
            <DropdownMenuItem
              variant="destructive"
              onSelect={act(async () => {
                await deleteWithUndo(scenario)
                props.onDeleted?.()
              })}
            >
              <Trash2Icon />
              {words.delete}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
