import { ChevronDownIcon, SparklesIcon } from 'lucide-react'
import type { Combination, Ratio } from '@greenroom/contract/models.ts'
import { Popover as PopoverPrimitive, ToggleGroup } from 'radix-ui'
import { useId, type ReactNode } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useFieldText } from '#lib/problem-text.ts'
import { scenes } from '#messages/scenes.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Label } from '#ui/label.tsx'
import { Popover, PopoverContent } from '#ui/popover.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Switch } from '#ui/switch.tsx'
import { choicesOf, choose, modelKey, settle, settleRatio, takesEndFrame, type Field, type Wishes } from './choices.ts'
import type { Composed, Draft, Supplies } from './composed.ts'

interface SettingsProps {
  readonly draft: Draft
  readonly composed: Composed
  readonly supplies: Supplies
  readonly onWishes: (wishes: Wishes) => void
}

/** Model, and behind one button length, size, shape and loop: only what some combination of the model has. */
export function TakeSettings(props: SettingsProps & { className?: string }) {
  return (
    <div className={cn('flex min-w-0 flex-wrap items-center justify-end gap-1.5', props.className)}>
      <ModelSelect {...props} />
      <OptionsPopover {...props} />
    </div>
  )
}

function ModelSelect({ draft, composed, supplies, onWishes }: SettingsProps) {
  const textOfField = useFieldText()
  const words = useMessages(scenes)
  const { compose } = words
  const { model, end } = composed
  return (
    <Select
      value={model === undefined ? '' : modelKey(model)}
      onValueChange={(key) => onWishes({ ...draft.wishes, model: key })}
    >
      <SelectTrigger size="sm" aria-label={compose.model} className="min-w-0 max-w-56 shrink">
        <SelectValue placeholder={compose.model} />
      </SelectTrigger>
      <SelectContent position="popper" align="end">
        {supplies.models.map((one) => {
          const why =
            one.unavailable !== null
              ? textOfField(one.unavailable)
              : end !== undefined && !takesEndFrame(one)
                ? compose.noEndFrame(one.label)
                : null
          return (
            <SelectItem key={modelKey(one)} value={modelKey(one)} disabled={one.unavailable !== null}>
              {one.ai ? <SparklesIcon className="size-3.5" /> : null}
              <span className="truncate">{one.label}</span>
              {!one.ai && <span className="text-muted-foreground text-xs">{words.notAi}</span>}
              {why !== null && <span className="text-muted-foreground max-w-64 truncate text-xs">{why}</span>}
            </SelectItem>
          )
        })}
      </SelectContent>
    </Select>
  )
}

function OptionsPopover({ draft, composed, onWishes }: SettingsProps) {
  const { compose } = useMessages(scenes)
  const format = useFormat()
  const loopId = useId()
  const { model, start, end, options } = composed
  const endFrame = end !== undefined
  const now = model && settle(model, draft.wishes, endFrame)
  if (model === undefined || now === undefined || options === undefined) return null
  const choices = choicesOf(model, endFrame, now)
  const set = (field: Field, value: Combination[Field]): void =>
    onWishes(choose(model, draft.wishes, endFrame, field, value))
  const summary = [
    compose.durationShort(now.durationSeconds),
    now.resolution,
    options.ratio,
    now.loop ? compose.loop : null,
  ]
  return (
    <Popover>
      <PopoverPrimitive.Trigger asChild>
        <Button
          variant="outline"
          size="sm"
          className="shrink-0 gap-1.5 font-normal tabular-nums"
          aria-label={`${compose.settings}: ${summary.filter(Boolean).join(', ')}`}
        >
          {summary.filter(Boolean).join(' · ')}
          <ChevronDownIcon className="opacity-50" />
        </Button>
      </PopoverPrimitive.Trigger>
      <PopoverContent side="top" align="end" className="grid w-80 gap-4" aria-label={compose.settings}>
        <Options
          label={compose.duration}
          value={now.durationSeconds}
          options={choices.durations}
          shown={compose.durationShort}
          onChange={(value) => set('durationSeconds', value)}
        />
        <Options
          label={compose.resolution}
          value={now.resolution}
          options={choices.resolutions}
          shown={String}
          onChange={(value) => set('resolution', value)}
        />
        <RatioOptions
          ratios={choices.ratios}
          wished={draft.wishes.ratio}
          auto={settleRatio(choices.ratios, null, start)}
          onChange={(ratio) => onWishes({ ...draft.wishes, ratio })}
        />
        <div className="flex items-center gap-3">
          <Switch
            id={loopId}
            checked={now.loop}
            disabled={!choices.loop.possible}
            onCheckedChange={(loop) => set('loop', loop)}
          />
          <div>
            <Label htmlFor={loopId}>{compose.loop}</Label>
            <p className="text-muted-foreground mt-0.5 text-xs">
              {choices.loop.possible ? compose.loopText : compose.loopNot}
            </p>
          </div>
        </div>
        {model.pricesFrom !== null && (
          <p className="text-muted-foreground text-xs">{compose.pricesFrom(format.date(model.pricesFrom))}</p>
        )}
      </PopoverContent>
    </Popover>
  )
}

function Options<T extends string | number>(props: {
  label: string
  value: T
  options: readonly { value: T; fits: boolean }[]
  shown: (value: T) => string
  onChange: (value: T) => void
}) {
  const { compose } = useMessages(scenes)
  return (
    <Row label={props.label}>
      <ToggleGroup.Root
        type="single"
        aria-label={props.label}
        value={String(props.value)}
        onValueChange={(text) => {
          const chosen = props.options.find(({ value }) => String(value) === text)
          if (chosen !== undefined) props.onChange(chosen.value)
        }}
        className="flex flex-wrap gap-1"
      >
        {props.options.map(({ value, fits }) => (
          <Pill key={value} value={String(value)} quiet={!fits} title={fits ? undefined : compose.changesOthers}>
            {props.shown(value)}
          </Pill>
        ))}
      </ToggleGroup.Root>
    </Row>
  )
}

function RatioOptions(props: {
  ratios: readonly Ratio[]
  wished: Ratio | null
  auto: Ratio
  onChange: (ratio: Ratio | null) => void
}) {
  const { compose } = useMessages(scenes)
  const chosen = props.wished !== null && props.ratios.includes(props.wished) ? props.wished : 'auto'
  return (
    <Row label={compose.ratio}>
      <ToggleGroup.Root
        type="single"
        aria-label={compose.ratio}
        value={chosen}
        onValueChange={(text) => text !== '' && props.onChange(props.ratios.find((ratio) => ratio === text) ?? null)}
        className="flex flex-wrap gap-1"
      >
        <Pill value="auto">{compose.ratioAuto(props.auto)}</Pill>
        {props.ratios.map((ratio) => (
          <Pill key={ratio} value={ratio}>
            {ratio}
          </Pill>
        ))}
      </ToggleGroup.Root>
    </Row>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <span className="text-muted-foreground text-xs" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  )
}

function Pill(props: { value: string; quiet?: boolean; title?: string | undefined; children: ReactNode }) {
  return (
    <ToggleGroup.Item
      value={props.value}
      title={props.title}
      className={cn(
        'hover:bg-accent data-[state=on]:bg-tint data-[state=on]:border-primary/60 data-[state=on]:text-foreground focus-visible:ring-ring/60 h-7 rounded-md border px-2.5 text-xs font-medium tabular-nums outline-none focus-visible:ring-2',
        props.quiet === true && 'text-muted-foreground border-dashed',
      )}
    >
      {props.children}
    </ToggleGroup.Item>
  )
}
