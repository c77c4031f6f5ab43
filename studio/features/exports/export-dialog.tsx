import { DownloadIcon, FileArchiveIcon } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { exportUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { remember, remembered } from '#lib/remembered.ts'
import { exports } from '#messages/exports.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'
import { Label } from '#ui/label.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Switch } from '#ui/switch.tsx'
import type { Project } from '#features/projects/projects.api.ts'
import { useScenes } from '#features/scenes/scenes.api.ts'
import { useCreateExport, useExports } from './exports.api.ts'
import { exampleName, nameParts, patternTrouble } from './exports.rules.ts'

const usualPattern = '{nn}-{shot}-{name}_v{version}'

/** Lays out one ZIP of a project's scenes and starts its download. */
export default function ExportDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const words = useMessages(exports)
  const scenes = useScenes(project.id).data?.scenes
  const create = useCreateExport(project.id)
  const [versions, setVersions] = useState<'pinned' | 'all'>('pinned')
  const [pattern, setPattern] = useState(() => remembered('exportPattern') ?? usualPattern)
  const [frames, setFrames] = useState(true)
  const pinned = scenes?.filter(({ pinnedVersionId }) => pinnedVersionId !== null) ?? []
  const trouble = patternTrouble(pattern)
  const refused = trouble !== null && trouble !== 'same'
  const [first] = pinned
  const example = exampleName(pattern, {
    project: project.name,
    nn: String(first?.ordinal ?? 1).padStart(2, '0'),
    shot: first?.shown.shotTypeName ?? 'Wide',
    name: `${project.name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}12`,
    version: String(first?.pinnedVersion ?? 1),
  })
  const go = (): void => {
    remember('exportPattern', pattern.trim() === usualPattern ? null : pattern.trim())
    create.mutate(
      { versions, frames, pattern: pattern.trim() },
      {
        onSuccess: ({ id, fileName }) => {
          startDownload(exportUrl(id), fileName)
          void notify(words.started(fileName))
          onClose()
        },
      },
    )
  }
  const nothing = scenes !== undefined && pinned.length === 0
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[calc(100dvh-2rem)] overflow-y-auto">
        <DialogHeader>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogDescription>{words.text(project.name)}</DialogDescription>
        </DialogHeader>
        <form
          className="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault()
            go()
          }}
        >
          <fieldset className="grid gap-2">
            <legend className="mb-2 text-sm font-medium">{words.which}</legend>
            {(['pinned', 'all'] as const).map((which) => (
              <label
                key={which}
                className="has-checked:border-primary/60 has-checked:bg-tint has-focus-visible:ring-ring/60 grid cursor-pointer grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 rounded-lg border px-3.5 py-2.5 has-focus-visible:ring-2"
              >
                <input
                  type="radio"
                  name="versions"
                  className="accent-primary mt-0.5 size-4 shrink-0 outline-none"
                  checked={versions === which}
                  onChange={() => setVersions(which)}
                />
                <span className="text-sm font-medium">{words.versions[which]}</span>
                <span className="text-muted-foreground col-start-2 text-xs">
                  {which === 'pinned' ? words.versionsText.pinned(pinned.length) : words.versionsText.all}
                </span>
              </label>
            ))}
          </fieldset>
          <Field
            label={words.pattern}
            error={refused ? words.troubles[trouble] : null}
            hint={
              <span className="grid gap-1">
                <span className="text-foreground font-mono text-xs break-all">{words.patternExample(example)}</span>
                {trouble === 'same' && <span className="text-warning">{words.troubles.same}</span>}
                <span>{words.patternHint(nameParts.map((part) => `{${part}}`).join(' '))}</span>
              </span>
            }
          >
            {(parts) => (
              <div className="flex gap-2">
                <Input
                  {...parts}
                  value={pattern}
                  maxLength={200}
                  onChange={(event) => setPattern(event.target.value)}
                  className="font-mono text-[0.8125rem] md:text-[0.8125rem]"
                />
                {pattern !== usualPattern && (
                  <Button type="button" variant="ghost" onClick={() => setPattern(usualPattern)}>
                    {words.patternReset}
                  </Button>
                )}
              </div>
            )}
          </Field>
          <div className="flex items-center gap-3">
            <Switch id="export-frames" checked={frames} onCheckedChange={setFrames} />
            <div className="grid gap-0.5">
              <Label htmlFor="export-frames">{words.frames}</Label>
              <p className="text-muted-foreground text-xs">{words.framesText}</p>
            </div>
          </div>
          {nothing && <p className="text-muted-foreground text-sm">{words.nothing}</p>}
          {create.isError && <ErrorNote reason={create.error} />}
          <DialogFooter>
            <Button type="submit" disabled={create.isPending || refused || nothing}>
              <DownloadIcon />
              {create.isPending ? words.going : words.go}
            </Button>
          </DialogFooter>
        </form>
        <EarlierExports projectId={project.id} />
      </DialogContent>
    </Dialog>
  )
}

function EarlierExports({ projectId }: { projectId: string }) {
  const words = useMessages(exports)
  const format = useFormat()
  const list = useExports(projectId)
  const made = list.data?.exports
  return (
    <section className="border-t pt-4">
      <h3 className="text-muted-foreground mb-2 text-xs font-medium">{words.earlier}</h3>
      {list.isPending && <Skeleton className="h-12 w-full" />}
      {list.isError && <ErrorNote reason={list.error} />}
      {made?.length === 0 && <p className="text-muted-foreground text-sm">{words.none}</p>}
      <ul className="grid gap-1">
        {made?.map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-1">
            <FileArchiveIcon className="text-muted-foreground size-4 shrink-0" aria-hidden />
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm">{one.fileName}</p>
              <p className="text-muted-foreground text-xs">
                {words.contents(one.clips, one.frames)} · {format.bytes(one.bytes)} ·{' '}
                {words.expires(format.dateTime(one.expiresAt))}
              </p>
            </div>
            <Button asChild variant="outline" size="icon-sm">
              <a
                href={exportUrl(one.id)}
                download={one.fileName}
                aria-label={words.download(one.fileName)}
                title={words.download(one.fileName)}
              >
                <DownloadIcon />
              </a>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As if one had clicked a download link: the browser's own download list takes over from here. */
function startDownload(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
