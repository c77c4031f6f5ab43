import { PauseIcon, PinIcon, PlayIcon, ShuffleIcon, StepBackIcon, StepForwardIcon, XIcon } from 'lucide-react'
import type { Scene, SceneVersion } from '@greenroom/contract/scenes.ts'
import { ToggleGroup } from 'radix-ui'
import { useState, type RefObject } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { scenes } from '#messages/scenes.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Range } from '#features/projects/parts/range.tsx'
import { aspectOf } from '../compose/choices.ts'
import { Clip } from './clip.tsx'
import { seats, type CompareMode } from './sync.ts'
import { useBoth, type Both } from './use-both.ts'
import { Wipe } from './wipe.tsx'

interface CompareProps {
  readonly scene: Scene
  /** Only those that can be played. */
  readonly takes: readonly SceneVersion[]
  readonly pair: readonly [SceneVersion, SceneVersion]
  readonly mode: CompareMode
  readonly onPair: (left: number, right: number) => void
  readonly onMode: (mode: CompareMode) => void
  readonly onPin: (version: number) => void
  readonly onClose: () => void
}

const modes: readonly CompareMode[] = ['side', 'wipe', 'blind']

/** Two takes on one clock: side by side, over each other with a divider, or without their names. */
export default function Compare(props: CompareProps) {
  const words = useMessages(scenes)
  const { comparing } = words
  const { pair, mode, takes, onPair } = props
  const [flip, setFlip] = useState(() => Math.random() < 0.5)
  const [answer, setAnswer] = useState<{ question: string; version: number } | null>(null)
  const blind = mode === 'blind'
  const [leftVersion, rightVersion] = seats([pair[0].version, pair[1].version], blind && flip)
  const left = pair[0].version === leftVersion ? pair[0] : pair[1]
  const right = pair[0].version === rightVersion ? pair[0] : pair[1]
  const both = useBoth([left.durationSeconds, right.durationSeconds])
  const aspect = aspectOf(left.options.ratio)
  // Another pair, another draw or another look at it is another question.
  const question = `${mode} ${leftVersion} ${rightVersion}`
  const preferred = answer?.question === question ? answer.version : null
  const hidden = blind && preferred === null
  useCompareKeys(both, props.onClose)

  const nameOf = (take: SceneVersion, letter: string): string => (hidden ? letter : words.take(take.version))
  return (
    <section aria-label={comparing.title} className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <ToggleGroup.Root
          type="single"
          aria-label={comparing.mode}
          value={mode}
          onValueChange={(value) => props.onMode(modes.find((one) => one === value) ?? mode)}
          className="bg-muted flex rounded-lg p-0.5"
        >
          {modes.map((one) => (
            <ToggleGroup.Item
              key={one}
              value={one}
              className="text-muted-foreground data-[state=on]:bg-background data-[state=on]:text-foreground focus-visible:ring-ring h-7 rounded-md px-3 text-xs font-medium outline-none focus-visible:ring-2 data-[state=on]:shadow-sm"
            >
              {comparing.modes[one]}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        {!blind && (
          <>
            <TakeSelect
              label={comparing.left}
              takes={takes}
              value={pair[0].version}
              onChange={(version) => onPair(version, pair[1].version)}
            />
            <TakeSelect
              label={comparing.right}
              takes={takes}
              value={pair[1].version}
              onChange={(version) => onPair(pair[0].version, version)}
            />
          </>
        )}
        <Button
          size="icon-sm"
          variant="ghost"
          className="ml-auto"
          aria-label={comparing.close}
          title={comparing.close}
          onClick={props.onClose}
        >
          <XIcon />
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 items-center justify-center">
        {mode === 'wipe' ? (
          <Wipe left={left} right={right} both={both} aspect={aspect} />
        ) : (
          <div className="grid max-h-full w-full gap-3 sm:grid-cols-2">
            <Half
              take={left}
              name={nameOf(left, comparing.letterA)}
              video={both.left}
              aspect={aspect}
              best={preferred === left.version}
            />
            <Half
              take={right}
              name={nameOf(right, comparing.letterB)}
              video={both.right}
              aspect={aspect}
              best={preferred === right.version}
            />
          </div>
        )}
      </div>
      {blind && (
        <BlindQuestion
          preferred={preferred}
          pinned={props.scene.pinnedVersion}
          onPrefer={(letter) => setAnswer({ question, version: letter === 'left' ? left.version : right.version })}
          onPin={props.onPin}
          onAgain={() => {
            setAnswer(null)
            setFlip(Math.random() < 0.5)
          }}
        />
      )}
      <Transport both={both} />
    </section>
  )
}

function useCompareKeys(both: Both, onClose: () => void): void {
  const { page, comparing, scope } = useMessages(scenes)
  const onButton = (): boolean => document.activeElement?.matches('button, a, [role=slider]') === true
  useAction({
    id: 'compare.play',
    scope,
    keys: 'space',
    label: comparing.playBoth,
    run: () => (onButton() ? false : both.toggle()),
  })
  useAction({ id: 'compare.back', scope, keys: ',', label: page.stepBack, repeats: true, run: () => both.step(-1) })
  useAction({ id: 'compare.on', scope, keys: '.', label: page.stepForward, repeats: true, run: () => both.step(1) })
  useAction({ id: 'compare.close', scope, keys: 'escape', label: comparing.close, run: onClose })
}

function TakeSelect(props: {
  label: string
  takes: readonly SceneVersion[]
  value: number
  onChange: (version: number) => void
}) {
  const words = useMessages(scenes)
  return (
    <Select value={String(props.value)} onValueChange={(value) => props.onChange(Number(value))}>
      <SelectTrigger size="sm" aria-label={props.label}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent position="popper">
        {props.takes.map((take) => (
          <SelectItem key={take.id} value={String(take.version)}>
            {words.take(take.version)}
            <span className="text-muted-foreground text-xs">{take.shotTypeName}</span>
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}

function Half(props: {
  take: SceneVersion
  name: string
  video: RefObject<HTMLVideoElement | null>
  aspect: number
  best: boolean
}) {
  return (
    <figure className="grid min-h-0 content-center gap-1.5">
      <div
        className={cn(
          'relative max-h-full w-full overflow-hidden rounded-lg bg-black',
          props.best && 'ring-primary ring-2',
        )}
        style={{ aspectRatio: props.aspect }}
      >
        <Clip take={props.take} video={props.video} label={props.name} />
      </div>
      <figcaption className="text-muted-foreground text-center text-xs font-medium">{props.name}</figcaption>
    </figure>
  )
}

function BlindQuestion(props: {
  preferred: number | null
  pinned: number | null
  onPrefer: (side: 'left' | 'right') => void
  onPin: (version: number) => void
  onAgain: () => void
}) {
  const { comparing } = useMessages(scenes)
  const { preferred } = props
  return (
    <div className="flex flex-wrap items-center justify-center gap-2" role="status">
      <p className="text-muted-foreground text-sm">
        {preferred === null ? comparing.blindText : comparing.result(preferred)}
      </p>
      {preferred === null ? (
        <>
          <Button size="sm" variant="secondary" onClick={() => props.onPrefer('left')}>
            {comparing.better(comparing.letterA)}
          </Button>
          <Button size="sm" variant="secondary" onClick={() => props.onPrefer('right')}>
            {comparing.better(comparing.letterB)}
          </Button>
        </>
      ) : (
        <>
          {props.pinned !== preferred && (
            <Button size="sm" onClick={() => props.onPin(preferred)}>
              <PinIcon />
              {comparing.chooseIt(preferred)}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={props.onAgain}>
            <ShuffleIcon />
            {comparing.again}
          </Button>
        </>
      )}
    </div>
  )
}

function Transport({ both }: { both: Both }) {
  const { page, comparing } = useMessages(scenes)
  const format = useFormat()
  const spoken = `${format.duration(both.time)} / ${format.duration(both.length)}`
  return (
    <div className="flex items-center gap-1.5">
      <Button
        size="icon-sm"
        variant="ghost"
        aria-label={page.stepBack}
        title={page.stepBack}
        onClick={() => both.step(-1)}
      >
        <StepBackIcon />
      </Button>
      <Button
        size="icon"
        variant="secondary"
        aria-label={both.playing ? comparing.stopBoth : comparing.playBoth}
        onClick={both.toggle}
      >
        {both.playing ? <PauseIcon /> : <PlayIcon />}
      </Button>
      <Button
        size="icon-sm"
        variant="ghost"
        aria-label={page.stepForward}
        title={page.stepForward}
        onClick={() => both.step(1)}
      >
        <StepForwardIcon />
      </Button>
      <Range
        className="mx-2 flex-1"
        label={comparing.scrub}
        min={0}
        max={Math.max(both.length, 0.01)}
        step={0.01}
        value={both.time}
        onChange={both.seek}
        spoken={spoken}
      />
      <span className="text-muted-foreground text-xs tabular-nums">
        {both.time.toFixed(2)} / {both.length.toFixed(2)}
      </span>
    </div>
  )
}
