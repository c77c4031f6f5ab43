import type { ExportOrder } from '@greenroom/contract/exports.ts'
import type { TakeMeta } from '../scenes/scenes.rules.ts'

/** A finished take that goes into an archive. */
export interface ExportTake {
  sceneId: string
  ordinal: number
  version: number
  pinned: boolean
  /** Storage key of the clip in bucket `media`. */
  key: string
  sha256: string | null
  durationSeconds: number | null
  width: number | null
  height: number | null
  meta: TakeMeta
  priceChargedMicroUsd: number | null
  createdAt: Date
  readyAt: Date
}
/** What is known of a stored object when the archive is laid out. */
export interface Measured {
  bytes: number
  crc32: number
  sha256: string
  /** Of the object at that moment; when it is another later, the archive can no longer be made. */
  version: string
}
/** Where each take and frame lies inside the archive. */
export interface Paths {
  clips: ReadonlyMap<ExportTake, string>
  /** By storage key of the frame. */
  frames: ReadonlyMap<string, string>
}
export interface Laying {
  project: { id: string; name: string }
  takes: readonly ExportTake[]
  order: Pick<ExportOrder, 'pattern' | 'frames'>
  /** By storage key; holds every clip and, when frames are wanted, every frame that is still there. */
  measured: ReadonlyMap<string, Measured>
  now: Date
  crc32(bytes: Buffer): number
}

/** `manifest.json`: how every clip was made, so that the archive can be imported again. Hashes are SHA-256, money is micro-dollars. */
export const manifestOf = ({ project, takes, measured, now }: Laying, paths: Paths): string => {
  const frame = (used: ExportTake['meta']['start'] | null) =>
    used === null
      ? null
      : {
          name: used.name,
          /** Of the photo as it was uploaded. */
          originalSha256: used.sha256,
          /** The picture in this archive: turned upright, without place and camera data. */
          file: paths.frames.get(used.key) ?? null,
          sha256: measured.get(used.key)?.sha256 ?? null,
        }
  const scenes = Map.groupBy(takes, (take) => take.sceneId)
  const manifest = {
    greenroom: 'scenes-export',
    version: 1,
    createdAt: now.toISOString(),
    disclosure: disclosureOf(takes),
    project,
    scenes: [...scenes.values()].map((versions) => ({
      id: versions[0]?.sceneId,
      ordinal: versions[0]?.ordinal,
      pinnedVersion: versions.find((take) => take.pinned)?.version ?? null,
      versions: versions.map((take) => ({
        version: take.version,
        file: paths.clips.get(take),
        sha256: take.sha256 ?? measured.get(take.key)?.sha256,
        bytes: measured.get(take.key)?.bytes,
        durationSeconds: take.durationSeconds,
        width: take.width,
        height: take.height,
        shotType: { name: take.meta.shotType.name, motion: take.meta.shotType.motion },
        prompt: take.meta.prompt,
        notes: take.meta.notes,
        provider: take.meta.provider,
        model: take.meta.model,
        options: take.meta.options,
        ai: take.meta.ai,
        disclosure: take.meta.disclosure,
        priceEstimateMicroUsd: take.meta.priceEstimateMicroUsd,
        priceChargedMicroUsd: take.priceChargedMicroUsd,
        start: frame(take.meta.start),
        end: frame(take.meta.end),
        createdAt: take.createdAt.toISOString(),
        readyAt: take.readyAt.toISOString(),
      })),
    })),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** One sentence for whoever publishes the clips. */
const disclosureOf = (takes: readonly ExportTake[]): string => {
  const ai = takes.filter((take) => take.meta.ai)
  if (ai.length === 0) return 'None of these clips were made with AI.'
  const makers = [...new Set(ai.map((take) => take.meta.disclosure))].join(', ')
  const clips =
    takes.length === 1
      ? 'This clip was'
      : ai.length === takes.length
        ? 'All of these clips were'
        : `${ai.length} of these ${takes.length} clips were`
  return `${clips} made with AI (${makers}). Say so where the law or the platform asks for it.`
}

const columns: Record<string, (take: ExportTake, paths: Paths) => string | number | null> = {
  scene: (take) => take.ordinal,
  version: (take) => take.version,
  pinned: (take) => (take.pinned ? 'yes' : 'no'),
  file: (take, paths) => paths.clips.get(take) ?? '',
  shot: (take) => take.meta.shotType.name,
  start_frame: (take) => take.meta.start.name,
  end_frame: (take) => take.meta.end?.name ?? '',
  duration_seconds: (take) => take.durationSeconds,
  width: (take) => take.width,
  height: (take) => take.height,
  ratio: (take) => take.meta.options.ratio,
  provider: (take) => take.meta.provider,
  model: (take) => take.meta.model,
  ai: (take) => (take.meta.ai ? 'yes' : 'no'),
  disclosure: (take) => take.meta.disclosure,
  prompt: (take) => take.meta.prompt,
  notes: (take) => take.meta.notes,
  price_estimate_usd: (take) => dollars(take.meta.priceEstimateMicroUsd),
  price_charged_usd: (take) => dollars(take.priceChargedMicroUsd),
  sha256: (take) => take.sha256,
  ready_at: (take) => take.readyAt.toISOString(),
}

const dollars = (micro: number | null): string | null =>
  micro === null ? null : (micro / 1_000_000).toFixed(6).replace(/0{1,4}$/, '')

/** `shots.csv` (RFC 4180, UTF-8). The mark in front makes spreadsheets read accents rightly. */
export const csvOf = ({ takes }: Pick<Laying, 'takes'>, paths: Paths): string => {
  const rows = takes.map((take) => Object.values(columns).map((value) => value(take, paths)))
  return `\ufeff${[Object.keys(columns), ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection). */
export const csvCell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value)
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
