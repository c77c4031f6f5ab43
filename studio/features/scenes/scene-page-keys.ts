import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { scenes } from '#messages/scenes.ts'

/** The keys of one scene's page. While two takes are compared, playing and stepping belong to both. */
export function useScenePageKeys(parts: {
  enabled: boolean
  canCompose: boolean
  onPlay: () => void
  onStep: (direction: 1 | -1) => void
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  onAgain: () => void
  onPin: () => unknown
  onCompare: () => void
  onDelete: () => void
}): void {
  const words = useMessages(scenes)
  const { page, scope } = words
  const { enabled, canCompose } = parts
  const onButton = (): boolean =>
    document.activeElement?.matches('button, a, [role=slider], media-play-button') === true
  useAction({
    id: 'scene.play',
    scope,
    keys: 'space',
    label: page.play,
    enabled,
    run: () => (onButton() ? false : parts.onPlay()),
  })
  useAction({
    id: 'scene.back',
    scope,
    keys: ',',
    label: page.stepBack,
    repeats: true,
    enabled,
    run: () => parts.onStep(-1),
  })
  useAction({
    id: 'scene.on',
    scope,
    keys: '.',
    label: page.stepForward,
    repeats: true,
    enabled,
    run: () => parts.onStep(1),
  })
  useAction({ id: 'scene.previous', scope, keys: '[', label: page.previous, run: () => parts.onPrevious?.() })
  useAction({ id: 'scene.next', scope, keys: ']', label: page.next, run: () => parts.onNext?.() })
  useAction({
    id: 'scenes.regenerate',
    scope,
    keys: 'r',
    label: words.regenerate,
    enabled: canCompose,
    run: parts.onAgain,
  })
  useAction({ id: 'scenes.pin', scope, keys: 'p', label: page.choosing, run: parts.onPin })
  useAction({ id: 'scenes.compare', scope, keys: 'c', label: words.compare, enabled, run: parts.onCompare })
  useAction({
    id: 'scenes.delete',
    scope,
    keys: 'delete',
    label: words.delete,
    enabled: canCompose,
    run: parts.onDelete,
  })
}
