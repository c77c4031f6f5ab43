import { ClapperboardIcon, ListFilterIcon, SearchXIcon, Trash2Icon, XIcon } from 'lucide-react'
import type { Scene } from '@greenroom/contract/scenes.ts'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { basics } from '#messages/basics.ts'
import { scenes } from '#messages/scenes.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { announce } from '#patterns/live-region.tsx'
import { Button } from '#ui/button.tsx'
import { byId } from '#features/photos/photo-acts.ts'
import { usePhotos } from '#features/photos/photos.api.ts'
import { Picker } from '#features/photos/parts/photo-toolbar.tsx'
import { Board } from '#features/projects/board/board.tsx'
import { useBoard } from '#features/projects/board/use-board.ts'
import { PaneHeader } from '#features/projects/parts/pane-header.tsx'
import { TilesLoading } from '#features/projects/parts/tiles-loading.tsx'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { AgainDialog } from './parts/again-dialog.tsx'
import { SceneMenu } from './parts/scene-menu.tsx'
import { SceneTile, SCENE_CAPTION, SceneTileContext } from './parts/scene-tile.tsx'
import { useSceneActs } from './scene-acts.ts'
import { useSceneKeys } from './scene-keys.ts'
import { spokenScene } from './scene-name.ts'
import { useScenes } from './scenes.api.ts'
import { clipOf, sceneAspect, sceneCounts, sceneFilters, shownScenes, takeStateOf } from './scenes.rules.ts'

const none: never[] = []

/** The right half of the desk: every scene of the project, as it is made. */
export function ScenesPane(props: { projectId: string; canCompose: boolean; here: boolean }) {
  const { projectId, canCompose, here } = props
  const words = useMessages(scenes)
  const rest = useMessages(basics)
  const [, navigate] = useLocation()
  const [address, patch] = useAddress()
  const list = useScenes(projectId)
  const all = list.data?.scenes ?? none
  const filter = oneOf(address, 'scenes', sceneFilters)
  const shown = useMemo(() => shownScenes(all, filter), [all, filter])
  const counts = useMemo(() => sceneCounts(all), [all])
  const order = useMemo(() => shown.map(({ id }) => id), [shown])
  const board = useBoard(order)
  const acts = useSceneActs(projectId)
  const photos = usePhotos(projectId).data?.photos
  const photoById = useMemo(() => byId(photos ?? none), [photos])
  const [playing, setPlaying] = useState<string | null>(null)
  const [again, setAgain] = useState<string | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  useNews(all)
  useSceneInAddress(board, here, list.data !== undefined)

  const find = (id: string | null): Scene | undefined => (id === null ? undefined : shown[board.placeOf(id)])
  const active = find(board.active)
  const { willRemove } = board
  const { remove, retry } = acts
  const removeThese = useCallback(
    (ids: readonly string[]) => {
      willRemove(ids)
      void remove(ids)
    },
    [willRemove, remove],
  )
  const open = useCallback((id: string) => navigate(`/projects/${projectId}/scenes/${id}`), [navigate, projectId])
  const pin = (scene: Scene): void => {
    setNotice(scene.newest.status === 'ready' ? null : words.nothingToPin)
    if (scene.newest.status === 'ready') void acts.pin(scene, scene.newest.version)
  }
  const compare = (scene: Scene): void => {
    if (scene.versionCount < 2) return setNotice(words.nothingToCompare)
    navigate(`/projects/${projectId}/scenes/${scene.id}?compare=newest`)
  }
  useSceneKeys({
    board,
    here,
    canCompose,
    onOpen: () => active && open(active.id),
    onPreview: () => (active && clipOf(active) !== null ? setPlaying(playing === active.id ? null : active.id) : false),
    onAgain: () => active && setAgain(active.id),
    onPin: () => active && pin(active),
    onCompare: () => active && compare(active),
    onDelete: () => canCompose && removeThese(board.targets()),
  })
  const desk = useMemo(
    () => ({
      photo: (id: string) => photoById.get(id),
      retry: (scene: Scene) => void retry(scene),
      playing,
      canCompose,
    }),
    [photoById, retry, playing, canCompose],
  )
  const nameOf = useMemo(() => spokenScene(words), [words])
  const aspect = useMemo(() => sceneAspect(all), [all])
  const selected = board.selection.ids.size
  const againScene = again === null ? undefined : all.find(({ id }) => id === again)
  return (
    <section aria-label={words.title} className="flex h-full min-h-0 flex-col">
      <PaneHeader
        title={words.title}
        count={shown.length === all.length ? words.count(all.length) : words.countOf(shown.length, all.length)}
      >
        {selected > 1 && canCompose && (
          <>
            <span className="text-xs tabular-nums">{words.selected(selected)}</span>
            <Button
              size="icon-xs"
              variant="ghost"
              aria-label={words.delete}
              title={words.delete}
              onClick={() => removeThese(board.targets())}
            >
              <Trash2Icon />
            </Button>
            <Button
              size="icon-xs"
              variant="ghost"
              aria-label={words.clear}
              title={words.clear}
              onClick={() => board.clear()}
            >
              <XIcon />
            </Button>
          </>
        )}
        {all.length > 0 && (
          <Picker
            label={words.filter}
            icon={<ListFilterIcon />}
            value={filter}
            onChange={(next) => patch({ scenes: next === 'all' ? null : next })}
            options={sceneFilters.map((value) => ({ value, label: words.filters[value], count: counts[value] }))}
          />
        )}
      </PaneHeader>
      {acts.trouble !== null && <ErrorNote reason={acts.trouble} className="mx-3.5 mb-2" />}
      {notice !== null && (
        <p role="alert" className="bg-muted mx-3.5 mb-2 flex items-center gap-2 rounded-md px-2.5 py-1.5 text-xs">
          <span className="flex-1">{notice}</span>
          <Button size="icon-xs" variant="ghost" aria-label={rest.close} onClick={() => setNotice(null)}>
            <XIcon />
          </Button>
        </p>
      )}
      {list.isPending && <TilesLoading aspect={16 / 9} count={6} least="13rem" />}
      {list.isError && list.data === undefined && (
        <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      )}
      {list.data !== undefined && all.length === 0 && (
        <EmptyState
          icon={ClapperboardIcon}
          title={words.emptyTitle}
          text={canCompose ? words.emptyText : words.emptyView}
          className="my-auto"
        />
      )}
      {all.length > 0 && shown.length === 0 && (
        <EmptyState icon={SearchXIcon} title={words.nothingTitle} text={words.nothingText} className="my-auto">
          <Button variant="outline" onClick={() => patch({ scenes: null })}>
            {words.showAll}
          </Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <SceneTileContext value={desk}>
          <SceneMenu
            board={board}
            sceneAt={find}
            onOpen={open}
            onAgain={(scene) => setAgain(scene.id)}
            onPin={pin}
            onCompare={compare}
            onCancel={(scene) => void acts.cancel(scene, scene.newest.version)}
            onDelete={removeThese}
          >
            <Board
              kind="scenes"
              board={board}
              items={shown}
              label={words.grid}
              nameOf={nameOf}
              Tile={SceneTile}
              wanted={208}
              aspect={aspect}
              caption={SCENE_CAPTION}
              onOpen={open}
              movable={canCompose}
              opensOnPress={!canCompose}
              onMove={filter === 'all' ? (ids, before) => void acts.move(ids, before) : null}
            />
          </SceneMenu>
        </SceneTileContext>
      )}
      {againScene !== undefined && (
        <AgainDialog
          key={againScene.id}
          scene={againScene}
          onClose={() => {
            setAgain(null)
            board.focus()
          }}
        />
      )}
    </section>
  )
}

/** Tells those who listen when a scene is done, out of sight or not. */
function useNews(all: readonly Scene[]): void {
  const words = useMessages(scenes)
  const before = useRef<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    const states = new Map(all.map((scene) => [scene.id, takeStateOf(scene.newest)]))
    for (const scene of all) {
      const [was, is] = [before.current.get(scene.id), states.get(scene.id)]
      if (was !== 'queued' && was !== 'processing') continue
      if (is === 'ready') announce(words.isReady(scene.ordinal))
      if (is === 'error') announce(words.hasFailed(scene.ordinal))
    }
    before.current = states
  }, [all, words])
}

/** `?sceneId=` leads to a scene; going through the grid keeps it up to date. */
function useSceneInAddress(board: ReturnType<typeof useBoard>, here: boolean, known: boolean): void {
  const [address, patch] = useAddress()
  const wanted = address.get('sceneId')
  const led = useRef<string | null>(null)
  const { goTo, focus, active, placeOf } = board
  useEffect(() => {
    if (!known || wanted === null || led.current === wanted || placeOf(wanted) === -1) return
    led.current = wanted
    goTo(wanted, 'only')
    focus()
  }, [known, wanted, placeOf, goTo, focus])
  useEffect(() => {
    if (!here || active === null || active === wanted) return
    // The first look at the grid is not a choice.
    if (wanted !== null && led.current !== wanted) return
    led.current = active
    patch({ sceneId: active })
  }, [here, active, wanted, patch])
}
