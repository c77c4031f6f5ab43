import type { Project } from '@greenroom/contract/projects.ts'
import { ImageIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useFormat } from '#lib/format.ts'
import { photoUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { dashboard } from '#messages/dashboard.ts'
import { cn } from '#ui/cn.ts'

/** A project as a picture of its first photos, with what is in it. */
export function ProjectCard({ project }: { project: Project }) {
  const words = useMessages(dashboard)
  const format = useFormat()
  const { id, name, photoCount, sceneCount, updatedAt } = project
  const beingMade = project.runningCount + project.makingCount
  return (
    <Link href={`/projects/${id}`} className="group block rounded-xl outline-none">
      <div className="group-focus-visible:ring-ring relative rounded-xl group-focus-visible:ring-2 group-focus-visible:ring-offset-2 group-focus-visible:ring-offset-background">
        <Covers fileIds={project.coverFileIds} />
        {beingMade > 0 && (
          <span className="absolute top-2.5 left-2.5 flex items-center gap-1.5 rounded-full bg-black/70 px-2.5 py-1 text-xs font-medium text-white">
            <span className="size-1.5 animate-pulse rounded-full bg-[#7fe0b2]" aria-hidden />
            {words.making(beingMade)}
          </span>
        )}
      </div>
      <h3 className="mt-3 truncate text-sm font-medium">{name}</h3>
      <p className="text-muted-foreground mt-0.5 truncate text-[0.8125rem]">
        {words.projectFacts(photoCount, sceneCount)}
        <span aria-hidden> · </span>
        <span title={format.dateTime(updatedAt)}>{words.changed(format.ago(updatedAt))}</span>
      </p>
    </Link>
  )
}

/** One picture large, the others in a column beside it. */
function Covers({ fileIds }: { fileIds: readonly string[] }) {
  const [first, ...others] = fileIds
  if (first === undefined) {
    return (
      <div className="bg-muted text-muted-foreground flex aspect-[16/10] items-center justify-center rounded-xl border">
        <ImageIcon className="size-6" aria-hidden />
      </div>
    )
  }
  return (
    <div
      className={cn(
        'bg-muted grid aspect-[16/10] gap-0.5 overflow-hidden rounded-xl transition-opacity group-hover:opacity-90',
        others.length > 0 && 'grid-cols-[2.4fr_1fr]',
      )}
    >
      <Cover fileId={first} large />
      {others.length > 0 && (
        <div className="grid min-h-0 auto-rows-fr gap-0.5">
          {others.slice(0, 3).map((fileId) => (
            <Cover key={fileId} fileId={fileId} />
          ))}
        </div>
      )}
    </div>
  )
}

function Cover({ fileId, large = false }: { fileId: string; large?: boolean }) {
  return (
    <img
      src={photoUrl(fileId, large ? 'medium' : 'small')}
      alt=""
      loading="lazy"
      decoding="async"
      className="size-full min-h-0 object-cover"
    />
  )
}
