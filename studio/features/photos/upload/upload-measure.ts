import type { Store } from '#lib/store.ts'
import type { Earlier } from './kept-files.rules.ts'
import { sendingOf, type Uploader } from './upload-file.ts'
import { makeSpeedometer, timeLeft, totalsOf, withEarlier } from './upload.rules.ts'
import type { UploadState } from './uploads.ts'

interface Measure {
  readonly now: () => void
  readonly soon: () => void
  readonly stop: () => void
}

/** Says how far a batch is: its files in the uploader, and those of which only an earlier page knew. */
export function makeMeasure(tools: {
  readonly uppy: Uploader
  readonly state: Store<UploadState>
  readonly earlier: () => Earlier
  readonly onMeasured: () => void
}): Measure {
  const { uppy, state, earlier, onMeasured } = tools
  const speedometer = makeSpeedometer()
  let measuring: ReturnType<typeof setTimeout> | null = null

  const now = (): void => {
    const lost = earlier().lost()
    const own = totalsOf(uppy.getFiles().map(sendingOf))
    const totals = withEarlier(own, earlier().arrived(), lost)
    const speed = speedometer(Date.now(), totals.sent)
    const left = own.files - own.done - own.failed
    state.set({
      ...state.get(),
      totals,
      speed,
      // Files that nobody has the bytes of take no time.
      secondsLeft: timeLeft({ bytes: totals.bytes - lost.bytes, sent: totals.sent }, speed),
      paused: left > 0 && own.paused >= left,
      lost: lost.files,
      lostInFolder:
        lost.files > 0 &&
        earlier()
          .lostFiles()
          .some(({ path }) => path !== null),
    })
  }
  return {
    now,
    // Ten thousand files tell of themselves many times a second; people read four times a second.
    soon() {
      measuring ??= setTimeout(() => {
        measuring = null
        now()
        onMeasured()
      }, 250)
    },
    stop() {
      if (measuring !== null) clearTimeout(measuring)
    },
  }
}
