import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { expectPlaying, photoGrid, photoTile, projectWith, sceneGrid, scenesOf, sceneTiles } from './desk.ts'
import { expect, expectAccessible, test } from './journey.ts'
import { picture } from './pictures.ts'

/** Names of the entries of a ZIP and the text of some of them, read by another program than the one that wrote it. */
const readZip = (
  file: string,
  wanted: RegExp,
): { names: string[]; texts: Record<string, string>; hashes: Record<string, string> } => {
  const script = `
import sys, json, re, zipfile, hashlib
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
names = archive.namelist()
print(json.dumps({
  'names': names,
  'texts': {name: archive.read(name).decode() for name in names if re.search(sys.argv[2], name)},
  'hashes': {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names},
}))`
  return JSON.parse(
    execFileSync('python3', ['-c', script, file, wanted.source], { encoding: 'utf8', maxBuffer: 1e9 }),
  ) as ReturnType<typeof readZip>
}

test('two photos become a scene; its takes are compared, one is chosen, exported, deleted and brought back', async ({
  page,
  person,
  house,
}) => {
  // Two clips are really rendered; on a busy machine that takes its time.
  test.slow()
  const pictures = await Promise.all([1, 2, 3].map((seed) => picture(seed)))
  const project = await projectWith(house, person, 'Harbour', pictures)
  await page.goto(`/projects/${project.id}`)

  await test.step('S and E pick the frames, and they can be laid over each other', async () => {
    await photoTile(page, 'harbour1.jpeg').click()
    await page.keyboard.press('s')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('e')
    await expect(page.getByRole('group', { name: 'Start frame: harbour1.jpeg' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'End frame: harbour2.jpeg' })).toBeVisible()
    await page.getByRole('button', { name: 'Lay the frames over each other' }).click()
    const share = page.getByRole('slider', { name: 'How much of the end frame shows' })
    await expect(share).toHaveValue('50')
    await expectAccessible(page, 'the onion skin')
    await share.press('End')
    await expect(page.getByRole('dialog').getByRole('img', { name: 'harbour2.jpeg' })).toHaveCSS('opacity', '1')
    await page.keyboard.press('Escape')
  })

  await test.step('3 chooses the shot type, and the prompt shows as it will be sent', async () => {
    await page.keyboard.press('3')
    await expect(page.getByRole('radio', { name: /Close-up$/ }).first()).toBeChecked()
    await page.getByLabel('Notes').fill('a slow boat leaves')
    await page.getByRole('button', { name: 'Prompt' }).click()
    const prompt = page.getByRole('textbox', { name: 'Prompt' })
    await expect(prompt).toHaveValue(/slow boat leaves/)
    await expect(prompt).toHaveValue(/close/i)
    await expectAccessible(page, 'the compose bar with its prompt')
    await page.getByRole('button', { name: 'Prompt' }).click()
  })

  await test.step('length can only be what the model makes; the price is beside the button', async () => {
    await page.getByRole('button', { name: /^Length, size and shape/ }).click()
    await page.getByRole('radiogroup', { name: 'Length' }).getByRole('radio').first().click()
    await page.getByRole('radiogroup', { name: 'Size' }).getByRole('radio').first().click()
    await expectAccessible(page, 'length, size and shape')
    await page.keyboard.press('Escape')
    await expect(page.getByLabel('Price: Free')).toBeVisible()
  })

  await test.step('G makes it, live, until it is ready and plays', async () => {
    await photoTile(page, 'harbour1.jpeg').focus()
    await page.keyboard.press('g')
    const tile = sceneTiles(page).first()
    await expect(tile).toHaveAccessibleName(/Waiting its turn|Being made/)
    await expect(tile).toHaveAccessibleName(/^Scene 1, Close-up, Ready/, { timeout: 120_000 })
    await expect(tile).toContainText('not AI')
    await tile.focus()
    await page.keyboard.press('Space')
    await expectPlaying(tile.locator('video'))
    await page.keyboard.press('Space')
    await expectAccessible(page, 'a project with a scene')
  })

  await test.step('R makes another take with other words', async () => {
    await sceneTiles(page).first().focus()
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'Another take of scene 1' })
    await dialog.getByLabel('Notes').fill('fog comes in')
    await dialog.getByRole('radio', { name: /Wide$/ }).click()
    await expect(dialog.getByRole('textbox', { name: 'Prompt' })).toHaveValue(/fog comes in/)
    await expectAccessible(page, 'the dialog for another take')
    await dialog.getByRole('button', { name: 'Make this take' }).click()
    await expect(dialog).toBeHidden()
    // The card goes on telling of the chosen take.
    await expect(sceneTiles(page).first()).toHaveAccessibleName(/^Scene 1, Close-up, Ready.*2 takes/, {
      timeout: 120_000,
    })
  })

  await test.step('C compares: side by side, with a wipe, and blind', async () => {
    await sceneTiles(page).first().focus()
    await page.keyboard.press('c')
    await expect(page).toHaveURL(/compare=/)
    await expect(page.getByRole('region', { name: 'Compare takes' }).locator('video')).toHaveCount(2)
    await expectAccessible(page, 'two takes side by side')
    await page.getByRole('radio', { name: 'Wipe' }).click()
    const divider = page.getByRole('slider', { name: 'Divider between the takes' })
    await divider.press('ArrowLeft')
    await expect(divider).not.toHaveAttribute('aria-valuenow', '50')
    await expectAccessible(page, 'two takes with a wipe')
    await page.getByRole('radio', { name: 'Blind' }).click()
    const comparing = page.getByRole('region', { name: 'Compare takes' })
    await expect(comparing).not.toContainText(/Take \d/)
    await page.getByRole('button', { name: 'A is better' }).click()
    await expect(page.getByText(/^You preferred take [12]\.$/)).toBeVisible()
    await expectAccessible(page, 'two takes after a blind choice')
    await page.getByRole('button', { name: 'End comparing' }).click()
  })

  await test.step('the second take is chosen', async () => {
    await page.getByRole('list', { name: 'Takes' }).getByRole('button', { name: /v2/ }).click()
    await page
      .getByRole('button', { name: 'Choose this take' })
      .or(page.getByRole('button', { name: 'Chosen', exact: true }))
      .first()
      .click({ trial: true })
    const [before] = await scenesOf(person, project.id)
    if (before?.pinnedVersion !== 2) await page.keyboard.press('p')
    await expect.poll(async () => (await scenesOf(person, project.id))[0]?.pinnedVersion).toBe(2)
    await expectAccessible(page, 'a scene')
  })

  await test.step('the export is a ZIP that another program can read, with the bytes that were shown', async () => {
    await page.getByRole('link', { name: 'Back to the project' }).click()
    await expect(sceneGrid(page)).toBeVisible()
    await page.keyboard.press('Control+e')
    const dialog = page.getByRole('dialog', { name: 'Export scenes' })
    await dialog.getByRole('radio', { name: /All takes that are ready/ }).check()
    await expectAccessible(page, 'the export dialog')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export and download' }).click(),
    ])
    const { names, texts, hashes } = readZip(await download.path(), /manifest\.json$|\.csv$/)
    const clips = names.filter((name) => name.endsWith('.mp4'))
    expect(clips).toHaveLength(2)
    expect(clips.map((name) => name.replace(/.*\//, '')).toSorted()).toEqual([
      expect.stringMatching(/^01-close-up-.*_v1\.mp4$/i),
      expect.stringMatching(/^01-wide-.*_v2\.mp4$/i),
    ])
    expect(names.filter((name) => /frames\//.test(name)).length).toBeGreaterThanOrEqual(2)
    const manifest = Object.entries(texts).find(([name]) => name.endsWith('manifest.json'))?.[1] ?? ''
    expect(manifest).toContain('fog comes in')
    for (const clip of clips) expect(manifest).toContain(hashes[clip])
    expect(Object.keys(texts).some((name) => name.endsWith('shots.csv'))).toBe(true)
    const [scene] = await scenesOf(person, project.id)
    const shown = await person.fetch(`/media/versions/${scene?.pinnedVersionId ?? ''}/video`)
    const shownHash = createHash('sha256')
      .update(Buffer.from(await shown.arrayBuffer()))
      .digest('hex')
    expect(Object.values(hashes)).toContain(shownHash)
  })

  await test.step('Delete takes the scene away and Ctrl+Z brings it back', async () => {
    await sceneTiles(page).first().focus()
    await page.keyboard.press('Delete')
    await expect(page.getByText('1 scene deleted')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'No scenes yet' })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(sceneTiles(page)).toHaveCount(1)
    await expect(sceneTiles(page).first()).toHaveAccessibleName(/^Scene 1, Wide, .*2 takes/)
    await photoTile(page, 'harbour3.jpeg').focus()
    await page.keyboard.press('Delete')
    await expect(photoGrid(page).getByRole('gridcell')).toHaveCount(2)
    const toast = page.getByRole('listitem').filter({ hasText: '1 photo deleted' })
    await toast.getByRole('button', { name: 'Undo' }).click()
    await expect(photoGrid(page).getByRole('gridcell')).toHaveCount(3)
  })

  await test.step('a link that knows only the scene leads to it', async () => {
    const [scene] = await scenesOf(person, project.id)
    await page.goto(`/dashboard?sceneId=${scene?.id ?? ''}`)
    await expect(page).toHaveURL(`/projects/${project.id}/scenes/${scene?.id ?? ''}`)
    await expect(page.getByRole('heading', { name: /Scene 1/ })).toBeVisible()
  })
})
