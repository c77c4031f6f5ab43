import {
  ChevronLeftIcon,
  ChevronRightIcon,
  ColumnsIcon,
  DownloadIcon,
  PinIcon,
  RefreshCwIcon,
  Trash2Icon,
} from 'lucide-react'
import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { Button } from '#ui/button.tsx'
import { PostTakeButton } from '#features/posts/parts/post-take.tsx'

export interface Neighbours {
  readonly previous: (() => void) | null
  readonly next: (() => void) | null
}

/** Which scene and take this is, and what can be done with it. */
export function SceneHeader(props: {
  projectId: string
  scene: Scene
  take: SceneVersion
  canCompose: boolean
  canCompare: boolean
  comparing: boolean
  neighbours: Neighbours
  onAgain: () => void
  onCompare: () => void
  onPin: () => void
  onDelete: () => void
}) {
  const words = useMessages(scenes)
  const { page } = words
  const { scene, take, neighbours, comparing } = props
  const chosen = scene.pinnedVersion === take.version
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-b px-3.5 py-2">
      <Button asChild size="icon-sm" variant="ghost">
        <Link href={`/projects/${props.projectId}?sceneId=${scene.id}`} aria-label={page.back} title={page.back}>
          <ChevronLeftIcon />
        </Link>
      </Button>
      <h1 tabIndex={-1} data-page-title className="min-w-0 truncate text-sm font-semibold outline-none">
        {words.scene(scene.ordinal)}
        {!comparing && <span className="text-muted-foreground ml-2 font-normal">{words.take(take.version)}</span>}
      </h1>
      <span className="mr-auto flex">
        <IconButton label={page.previous} onPress={neighbours.previous} icon={<ChevronLeftIcon />} />
        <IconButton label={page.next} onPress={neighbours.next} icon={<ChevronRightIcon />} />
      </span>
      {props.canCompose && (
        <Button size="sm" variant="outline" onClick={props.onAgain}>
          <RefreshCwIcon />
          <Wide>{words.regenerate}</Wide>
        </Button>
      )}
      <Button
        size="sm"
        variant={comparing ? 'secondary' : 'outline'}
        aria-pressed={comparing}
        disabled={!props.canCompare}
        title={props.canCompare ? undefined : words.nothingToCompare}
        onClick={props.onCompare}
      >
        <ColumnsIcon />
        <Wide>{words.compare}</Wide>
      </Button>
      {!comparing && (
        <>
          <Button
            size="sm"
            variant={chosen ? 'secondary' : 'default'}
            disabled={take.status !== 'ready' || chosen}
            onClick={props.onPin}
          >
            <PinIcon />
            <Wide from="sm">{chosen ? page.chosen : page.choose}</Wide>
          </Button>
          {take.status === 'ready' && (
            <Button asChild size="icon-sm" variant="ghost">
              <a
                href={versionUrl(take.id, 'video')}
                download={`scene-${scene.ordinal}-v${take.version}.mp4`}
                aria-label={page.download}
                title={page.download}
              >
                <DownloadIcon />
              </a>
            </Button>
          )}
          <PostTakeButton take={take} label={`${words.scene(scene.ordinal)}, ${words.take(take.version)}`} />
        </>
      )}
      {props.canCompose && <IconButton label={words.delete} onPress={props.onDelete} icon={<Trash2Icon />} />}
    </header>
  )
}

/** Words that narrow screens leave to those who listen. */
function Wide({ children, from = 'xl' }: { children: ReactNode; from?: 'sm' | 'xl' }) {
  return <span className={from === 'sm' ? 'max-sm:sr-only' : 'max-xl:sr-only'}>{children}</span>
}

/** A button that is only its picture; null = nothing to do now. */
export function IconButton(props: { label: string; onPress: (() => void) | null; icon: ReactNode }) {
  return (
    <Button
      size="icon-sm"
      variant="ghost"
      aria-label={props.label}
      title={props.label}
      disabled={props.onPress === null}
      onClick={() => props.onPress?.()}
    >
      {props.icon}
    </Button>
  )
}
