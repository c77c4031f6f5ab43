import { forkWorker } from '#kernel/process/worker.ts'
import type { SceneToRender } from './scene-shapes.ts'

/**
 * Makes a scene from one or two pictures: a camera move, and a morph into the second picture. It is drawn in a child
 * process; the MP4 appears at `outputPath` whole or not at all. Faults as `startWorker`; process.canceled on `signal`.
 */
export const renderScene = async (
  scene: SceneToRender,
  watch: { signal?: AbortSignal; onProgress?: (share: number) => void } = {},
): Promise<void> => {
  await forkWorker({
    modulePath: new URL('./scene-worker.ts', import.meta.url),
    message: scene,
    timeoutMs: scene.timeoutMs,
    maxMemoryMb: 1500,
    signal: watch.signal,
    onMessage: (share) => watch.onProgress?.(Number(share)),
  })
}
