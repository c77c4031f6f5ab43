import type { Session } from '@greenroom/contract/accounts.ts'
import { useQuery } from '@tanstack/react-query'
import { LaptopIcon, SmartphoneIcon, TerminalIcon } from 'lucide-react'
import { useState } from 'react'
import { settingsPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { call } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf, refresh } from '#lib/queries.ts'
import { auth } from '#lib/session.ts'
import { doors } from '#messages/doors.ts'
import { settings } from '#messages/settings.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { orRefuse } from './auth-problem.ts'
import { deviceOf } from './device.ts'

const icons = { computer: LaptopIcon, phone: SmartphoneIcon, script: TerminalIcon }

export default function SessionsPage() {
  const words = useMessages(settings)
  const { refusals } = useMessages(doors)
  const { data, error, isError, isFetching, refetch } = useQuery({ ...queryOf('GET /api/me/sessions'), staleTime: 0 })
  const [ending, setEnding] = useState<Session | null>(null)
  const [endingOthers, setEndingOthers] = useState(false)
  const nameOf = useDeviceName()
  const others = data?.sessions.filter(({ current }) => !current) ?? []
  const endOthers = async (): Promise<void> => {
    const answer = await (await auth()).signOut({ scope: 'others' })
    orRefuse(answer.error, refusals)
    await refresh('GET /api/me/sessions')
  }
  return (
    <SectionPage
      section={words.title}
      pages={settingsPages}
      title={words.sessionsTitle}
      text={words.sessionsText}
      actions={
        others.length > 1 && (
          <Button variant="outline" size="sm" onClick={() => setEndingOthers(true)}>
            {words.endOthers}
          </Button>
        )
      }
    >
      {data === undefined && !isError && <RowsLoading count={3} />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data !== undefined && (
        <ul className="divide-y rounded-xl border">
          {data.sessions.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
          ))}
        </ul>
      )}
      {data !== undefined && others.length === 0 && (
        <p className="text-muted-foreground mt-4 text-sm">{words.onlyThis}</p>
      )}
      {ending !== null && (
        <Confirm
          open
          onOpenChange={() => setEnding(null)}
          title={words.endTitle}
          text={words.endText(nameOf(ending))}
          action={words.endAction}
          destructive
          onConfirm={async () => {
            await call('DELETE /api/me/sessions/:sessionId', { params: { sessionId: ending.id } })
            await refresh('GET /api/me/sessions')
          }}
        />
      )}
      <Confirm
        open={endingOthers}
        onOpenChange={setEndingOthers}
        title={words.endOthersTitle}
        text={words.endOthersText}
        action={words.endOthers}
        destructive
        onConfirm={endOthers}
      />
    </SectionPage>
  )
}

function useDeviceName(): (session: Session) => string {
  const words = useMessages(settings)
  return ({ userAgent }) => {
    const device = deviceOf(userAgent)
    if (device === null) return words.unknownDevice
    return device.system === null ? device.program : words.deviceOn(device.program, device.system)
  }
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const words = useMessages(settings)
  const format = useFormat()
  const name = useDeviceName()(session)
  const Icon = icons[deviceOf(session.userAgent)?.kind ?? 'script']
  return (
    <li className="flex items-center gap-4 px-4 py-3.5">
      <Icon className="text-muted-foreground size-5 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <span title={session.userAgent}>{name}</span>
          {session.current && <Badge variant="secondary">{words.thisSession}</Badge>}
        </p>
        <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">
          {words.lastSeen(format.ago(session.refreshedAt))}
          <span aria-hidden> · </span>
          {words.signedInAt(format.date(session.createdAt))}
          <span aria-hidden> · </span>
          {session.ip}
        </p>
      </div>
      {!session.current && (
        <Button variant="outline" size="sm" aria-label={words.endOne(name)} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  )
}
