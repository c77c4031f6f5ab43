import type { Project } from '@greenroom/contract/projects.ts'
import type { Scene } from '@greenroom/contract/scenes.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { SparklesIcon } from 'lucide-react'
import { useEffect, useState, type ReactElement } from 'react'
import { Link } from 'wouter'
import { onHouseEvent } from '#lib/events.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf, refreshSoon } from '#lib/queries.ts'
import { basics } from '#messages/basics.ts'
import { shell } from '#messages/shell.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#ui/popover.tsx'
import { Progress } from '#ui/progress.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { SlideshowsRunning, useSlideshowsRunning } from './slideshows-running.tsx'
import { sideOfRail } from './rail.tsx'

/** What is being made, of all projects, live: scenes, and photos that the house draws itself. */
export default function JobsTray({ trigger }: { trigger: ReactElement }) {
  const words = useMessages(shell)
  const [open, setOpen] = useState(true)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent
        side={sideOfRail()}
        align="end"
        sideOffset={8}
        collisionPadding={12}
        aria-label={words.jobsTitle}
        className="w-80 p-0"
      >
        <h2 className="border-b px-4 py-3 text-sm font-medium">{words.jobsTitle}</h2>
        <div className="max-h-[60dvh] overflow-y-auto">
          <Running onLeave={() => setOpen(false)} />
        </div>
      </PopoverContent>
    </Popover>
  )
}

function Running({ onLeave }: { onLeave: () => void }) {
  const words = useMessages(shell)
  const projects = useQuery(queryOf('GET /api/projects'))
  const busy = projects.data?.projects.filter(({ runningCount, makingCount }) => runningCount + makingCount > 0) ?? []
  const progress = useProgress()
  const groups = useSlideshowsRunning()
  const scenes = useQueries({
    queries: busy.map(({ id }) => queryOf('GET /api/projects/:projectId/scenes', { params: { projectId: id } })),
  })
  if (projects.isError && projects.data === undefined) return <ErrorNote reason={projects.error} className="m-3" />
  if (busy.length === 0 && groups.length === 0) {
    return (
      <div className="flex flex-col items-center px-6 py-10 text-center">
        <SparklesIcon className="text-muted-foreground mb-3 size-5" aria-hidden />
        <p className="text-sm font-medium">{words.jobsNone}</p>
        <p className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">{words.jobsNoneText}</p>
      </div>
    )
  }
  return (
    <>
      {busy.map((project, place) => (
        <ProjectScenes
          key={project.id}
          project={project}
          scenes={scenes[place]?.data?.scenes}
          progress={progress}
          onLeave={onLeave}
        />
      ))}
      <SlideshowsRunning entries={groups} onLeave={onLeave} />
    </>
  )
}

type Progresses = Readonly<Record<string, number>>

/** Progress is told, not kept: this remembers what was told while the tray is open, and reads changed scenes again. */
function useProgress(): Progresses {
  const [known, setKnown] = useState<Progresses>({})
  useEffect(() => {
    const stopProgress = onHouseEvent('scene.progress', ({ sceneId, progress }) =>
      setKnown((before) => ({ ...before, [sceneId]: progress })),
    )
    const stopScenes = onHouseEvent('scenes.changed', ({ projectId }) =>
      refreshSoon('GET /api/projects/:projectId/scenes', { params: { projectId } }),
    )
    return () => {
      stopProgress()
      stopScenes()
    }
  }, [])
  return known
}

function ProjectScenes(props: {
  project: Project
  scenes: readonly Scene[] | undefined
  progress: Progresses
  onLeave: () => void
}) {
  const words = useMessages(shell)
  const { loading } = useMessages(basics)
  const { id, name, runningCount, makingCount } = props.project
  const busy = props.scenes?.filter(({ status }) => status === 'queued' || status === 'processing')
  return (
    <section className="border-b px-4 py-3 last:border-b-0">
      <Link
        href={`/projects/${id}`}
        onClick={props.onLeave}
        className="flex items-baseline gap-2 rounded-sm hover:underline"
      >
        <h3 className="min-w-0 flex-1 truncate text-sm font-medium">{name}</h3>
        {runningCount > 0 && (
          <span className="text-muted-foreground text-xs tabular-nums">{words.jobsCount(runningCount)}</span>
        )}
      </Link>
      {makingCount > 0 && (
        <div className="text-muted-foreground mt-2 text-[0.8125rem]">
          {words.photosMade(makingCount)}
          <Progress value={null} aria-label={words.photosMade(makingCount)} className="mt-1.5 h-1" />
        </div>
      )}
      {busy === undefined && runningCount > 0 && (
        <Skeleton role="status" aria-label={loading} className="mt-3 h-4 w-full" />
      )}
      <ul className="mt-2 space-y-2.5 empty:hidden">
        {busy?.map(({ id: sceneId, ordinal, status, newest }) => {
          const done = props.progress[sceneId] ?? newest.progress
          const label = words.sceneName(ordinal, newest.version)
          return (
            <li key={sceneId}>
              <Link
                href={`/projects/${id}/scenes/${sceneId}`}
                onClick={props.onLeave}
                className="text-muted-foreground hover:text-foreground block rounded-sm text-[0.8125rem]"
              >
                <span className="flex justify-between gap-2">
                  <span>{label}</span>
                  <span className="tabular-nums">
                    {status === 'queued' ? words.queued : done === null ? words.making : `${Math.round(done * 100)} %`}
                  </span>
                </span>
                {status === 'processing' && (
                  <Progress value={done === null ? null : done * 100} aria-label={label} className="mt-1.5 h-1" />
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
