import { StepBackIcon, StepForwardIcon } from 'lucide-react'
import type { SceneVersion } from '@greenroom/contract/scenes.ts'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { scenes } from '#messages/scenes.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { PageLoading } from '#patterns/loading.tsx'
import { useTitle } from '#patterns/page-header.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { byId } from '#features/photos/photo-acts.ts'
import { usePhotos } from '#features/photos/photos.api.ts'
import { Thumb } from '#features/photos/parts/thumb.tsx'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { NotFound } from '#features/shell/not-found.tsx'
import { aspectOf } from './compose/choices.ts'
import { AgainDialog } from './parts/again-dialog.tsx'
import { IconButton, SceneHeader, type Neighbours } from './parts/scene-header.tsx'
import { TakeDetails } from './parts/take-details.tsx'
import { TakesStrip } from './parts/takes-strip.tsx'
import { useSceneActs } from './scene-acts.ts'
import { useScenePageKeys } from './scene-page-keys.ts'
import { useScene, useScenes } from './scenes.api.ts'
import { pairToCompare } from './scenes.rules.ts'
import { useFrames } from './use-frames.ts'

const Player = lazy(() => import('./parts/player.tsx'))
const Compare = lazy(() => import('./compare/compare.tsx'))

/** `/projects/:projectId/scenes/:sceneId`; `?take=` shows a take, `?compare=2,3&mode=wipe` two of them. */
export default function ScenePage() {
  const { projectId, sceneId } = useParams<{ projectId: string; sceneId: string }>()
  const scene = useScene(sceneId)
  if (scene.data === undefined) {
    if (scene.isPending) return <PageLoading />
    if (scene.error instanceof ApiProblem && scene.error.status === 404) return <NotFound />
    return <ErrorState reason={scene.error} onRetry={() => void scene.refetch()} retrying={scene.isFetching} />
  }
  return <SceneDesk key={sceneId} projectId={projectId} {...scene.data} />
}

type Known = NonNullable<ReturnType<typeof useScene>['data']>

function SceneDesk({ projectId, scene, versions }: Known & { projectId: string }) {
  const words = useMessages(scenes)
  const [, navigate] = useLocation()
  const [address, patch] = useAddress()
  const photos = usePhotos(projectId).data?.photos
  const photoById = useMemo(() => byId(photos ?? []), [photos])
  const photo = (id: string) => photoById.get(id)
  const acts = useSceneActs(projectId)
  const canCompose = useMediaQuery('(min-width: 48rem)')
  const [again, setAgain] = useState(false)
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const neighbours = useNeighbours(projectId, scene.id)

  const wanted = Number(address.get('take'))
  const take =
    versions.find(({ version }) => version === wanted) ??
    versions.find(({ version }) => version === scene.pinnedVersion) ??
    versions[0] ??
    scene.newest
  const ready = versions.filter(({ status }) => status === 'ready')
  const pair = comparedPair(address.get('compare'), versions)
  const step = useFrames(video)
  useTitle(`${words.scene(scene.ordinal)}, ${words.take(take.version)}`)

  const show = (version: number): void => patch({ take: String(version) })
  const compare = (): void => {
    const usual = pairToCompare(versions)
    if (usual !== null) patch({ compare: usual.join(',') })
  }
  const pin = (version: number): void => {
    if (scene.pinnedVersion !== version) void acts.pin(scene, version)
  }
  const remove = (): void => {
    void acts.remove([scene.id]).then((gone) => gone && navigate(`/projects/${projectId}`))
  }
  useScenePageKeys({
    enabled: pair === null,
    canCompose,
    onPlay: () => (video?.paused === true ? void video.play() : video?.pause()),
    onStep: step,
    onPrevious: neighbours.previous,
    onNext: neighbours.next,
    onAgain: () => setAgain(true),
    onPin: () => take.status === 'ready' && pin(take.version),
    onCompare: compare,
    onDelete: remove,
  })
  return (
    <div className="flex min-h-full flex-col lg:absolute lg:inset-0 lg:overflow-hidden">
      <SceneHeader
        projectId={projectId}
        scene={scene}
        take={take}
        canCompose={canCompose}
        canCompare={ready.length > 1}
        comparing={pair !== null}
        neighbours={neighbours}
        onAgain={() => setAgain(true)}
        onCompare={() => (pair === null ? compare() : patch({ compare: null, mode: null }))}
        onPin={() => pin(take.version)}
        onDelete={remove}
      />
      {acts.trouble !== null && <ErrorNote reason={acts.trouble} className="m-3.5" />}
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3 p-3.5">
          <Suspense fallback={<Skeleton className="aspect-video w-full rounded-lg" />}>
            {pair === null ? (
              <Stage
                take={take}
                onVideo={setVideo}
                startHash={photo(take.startFileId)?.thumbhash ?? null}
                onStep={step}
              />
            ) : (
              <Compare
                scene={scene}
                takes={ready}
                pair={pair}
                mode={oneOf(address, 'mode', ['side', 'wipe', 'blind'])}
                onPair={(left, right) => patch({ compare: `${left},${right}` })}
                onMode={(mode) => patch({ mode: mode === 'side' ? null : mode })}
                onPin={pin}
                onClose={() => patch({ compare: null, mode: null })}
              />
            )}
          </Suspense>
          {pair === null && (
            <TakesStrip scene={scene} takes={versions} shown={take.version} onShow={show} photo={photo} />
          )}
        </div>
        {pair === null && (
          <aside
            aria-label={words.take(take.version)}
            className="border-t p-4 lg:w-88 lg:shrink-0 lg:overflow-y-auto lg:border-t-0 lg:border-l"
          >
            <TakeDetails
              projectId={projectId}
              take={take}
              takes={versions}
              photo={photo}
              canCompose={canCompose}
              isNewest={take.version === scene.newest.version}
              onRetry={() => void acts.retry(scene)}
              onCancel={() => void acts.cancel(scene, take.version)}
            />
          </aside>
        )}
      </div>
      {again && <AgainDialog scene={scene} onClose={() => setAgain(false)} />}
    </div>
  )
}

/** The player, or what there is instead of it while nothing can be played. */
function Stage(props: {
  take: SceneVersion
  onVideo: (video: HTMLVideoElement | null) => void
  startHash: string | null
  onStep: (direction: 1 | -1) => void
}) {
  const words = useMessages(scenes)
  const { take } = props
  const aspect = take.width !== null && take.height !== null ? take.width / take.height : aspectOf(take.options.ratio)
  const name = words.take(take.version)
  const fitted = { aspectRatio: aspect, maxWidth: `calc((100dvh - 17rem) * ${aspect.toFixed(4)})` }
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2">
      {take.status === 'ready' ? (
        <>
          <div className="w-full" style={fitted}>
            <Player key={take.id} versionId={take.id} label={name} aspect={aspect} video={props.onVideo} loop />
          </div>
          <div className="flex gap-1">
            <IconButton label={words.page.stepBack} onPress={() => props.onStep(-1)} icon={<StepBackIcon />} />
            <IconButton label={words.page.stepForward} onPress={() => props.onStep(1)} icon={<StepForwardIcon />} />
          </div>
        </>
      ) : (
        <div className="relative w-full overflow-hidden rounded-lg" style={fitted}>
          <Thumb fileId={take.startFileId} hash={props.startHash} width={1200} />
          <p className="absolute inset-0 grid place-items-center bg-black/55 text-sm font-medium text-white">
            {words.page.noClip}
          </p>
        </div>
      )}
    </div>
  )
}

/** Ways to the scenes before and after this one in the grid. */
function useNeighbours(projectId: string, sceneId: string): Neighbours {
  const [, navigate] = useLocation()
  const all = useScenes(projectId).data?.scenes ?? []
  const place = all.findIndex(({ id }) => id === sceneId)
  const way = (id: string | undefined) =>
    place === -1 || id === undefined ? null : () => navigate(`/projects/${projectId}/scenes/${id}`)
  return { previous: way(all[place - 1]?.id), next: way(all[place + 1]?.id) }
}

function comparedPair(
  text: string | null,
  versions: readonly SceneVersion[],
): readonly [SceneVersion, SceneVersion] | null {
  if (text === null) return null
  const numbers = text === 'newest' ? pairToCompare(versions) : text.split(',').map(Number)
  const [left, right] = (numbers ?? []).map((version) =>
    versions.find((one) => one.version === version && one.status === 'ready'),
  )
  return left === undefined || right === undefined ? null : [left, right]
}
