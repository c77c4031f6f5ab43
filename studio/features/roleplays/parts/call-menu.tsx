import { sessionFilePath } from '@greenroom/contract/rehearsal-reviews.ts'
import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import { DownloadIcon, MicOffIcon, MoreHorizontalIcon, Share2Icon, Trash2Icon } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { notify, notifyFailure } from '#lib/notify.ts'
import { useProblemText } from '#lib/problem-text.ts'
import { scores } from '#messages/scores.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#ui/dropdown-menu.tsx'
import { deleteWithUndo } from '../delete-call.ts'
import { deleteRecordings, shareCall } from '../roleplays.api.ts'
import { StartCall } from './start-call.tsx'

/** What can be done with a call as a whole. */
export function CallMenu({ roleplay, mine, list = false }: { roleplay: Roleplay; mine: boolean; list?: boolean }) {
  const words = useMessages(scores)
  const language = useLanguage()
  const textOf = useProblemText()
  const [, navigate] = useLocation()
  const [silencing, setSilencing] = useState(false)
  const failed = (reason: unknown): void => void notifyFailure(textOf(reason).sentence)
  const share = async (): Promise<void> => {
    const shared = !roleplay.shared
    await shareCall(roleplay.id, shared)
    await notify(shared ? words.menu.sharedDone : words.menu.unsharedDone)
  }
  const remove = async (): Promise<void> => {
    await deleteWithUndo(roleplay)
    if (!list) navigate('/coach/sessions')
  }
  const badge = roleplay.shared && !list && <Badge variant="outline">{words.menu.shared}</Badge>
  // Whoever reads somebody else's call reads it here: only its owner takes it away.
  if (!mine) return badge
  const shareable = roleplay.workspaceId !== null && roleplay.status === 'completed'
  return (
    <>
      {badge}
      {!list && (
        <StartCall scenarioId={roleplay.scenarioId} workspaceId={roleplay.workspaceId} label={words.menu.again} />
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant={list ? 'ghost' : 'outline'}
            size="icon-sm"
            aria-label={list ? words.list.actionsOf(roleplay.scenarioTitle[language]) : words.menu.open}
          >
            <MoreHorizontalIcon />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {shareable && (
            <DropdownMenuItem onSelect={() => void share().catch(failed)}>
              <Share2Icon />
              {roleplay.shared ? words.menu.unshare : words.menu.share}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem asChild>
            <a href={sessionFilePath(roleplay.id)} download>
              <DownloadIcon />
              {words.menu.export}
            </a>
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {roleplay.mode === 'spoken' && !roleplay.audioGone && roleplay.status !== 'in_progress' && (
            <DropdownMenuItem onSelect={() => setSilencing(true)}>
              <MicOffIcon />
              {words.menu.deleteRecordings}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem variant="destructive" onSelect={() => void remove().catch(failed)}>
            <Trash2Icon />
            {words.menu.delete}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Confirm
        open={silencing}
        onOpenChange={setSilencing}
        title={words.menu.deleteRecordingsTitle}
        text={words.menu.deleteRecordingsText}
        action={words.menu.deleteRecordings}
        destructive
        onConfirm={async () => {
          await deleteRecordings(roleplay.id)
          await notify(words.menu.recordingsGone)
        }}
      />
    </>
  )
}
