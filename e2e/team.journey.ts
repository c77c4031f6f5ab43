import { randomUUID } from 'node:crypto'
import { expect, expectAccessible, test } from './journey.ts'
import { mailTo, signUp, somebody, type Person } from './people.ts'

test.describe.configure({ mode: 'serial' })

/** What a good first call sounds like, and one that the customer ends early would not. */
const lines = [
  'They open three branches this spring. I want to know what the handover of goods costs them, and leave with a date.',
  'Good morning, this is Lea. I read that you open three branches this spring. May I take two minutes to say why I call?',
  'What happens today when a delivery arrives and nobody is at the dock?',
  'What does that cost you in a normal week?',
  'So the waiting is the problem, and it costs you people on the floor. Did I get that right?',
  'Who else looks at this with you before anything changes?',
  'What would have to be true in three months for you to say this was worth it?',
  'Shall we put half an hour on Tuesday at ten, with the head of the warehouse?',
]

/** A workspace of the leader with this member in it. */
const together = async (lead: Person, member: Person): Promise<string> => {
  const { id } = await lead.call<{ id: string }>('POST', '/api/workspaces', { name: 'North team' })
  await lead.call('POST', `/api/workspaces/${id}/invitations`, {
    emails: [member.email],
    role: 'member',
    language: 'en',
  })
  const { invitations } = await member.call<{ invitations: { id: string }[] }>('GET', '/api/me/invitations')
  await member.call('POST', `/api/me/invitations/${invitations[0]?.id}`, {})
  return id
}

/** A finished and scored call of this person, by the same endpoints as the studio. */
const practise = async (person: Person, scenarioId: string, workspaceId: string): Promise<string> => {
  await person.call('POST', '/api/coach/consents', { purposes: ['transcript'], textVersion: '2026-11' })
  const begun = await person.call<{ roleplay: { id: string }; nextTurn: number }>('POST', '/api/sessions/start', {
    idempotencyKey: randomUUID(),
    scenarioId,
    workspaceId,
    language: 'en',
    mode: 'typed',
  })
  const path = `/api/sessions/${begun.roleplay.id}`
  let number = begun.nextTurn
  for (const text of lines) {
    const said = await person.call<{ nextTurn: number; roleplay: { callEnded: boolean } }>('POST', `${path}/turns`, {
      turnId: randomUUID(),
      number,
      text,
      source: 'typed',
      talkMs: 0,
    })
    number = said.nextTurn
    if (said.roleplay.callEnded) break
  }
  await person.call('POST', `${path}/process`)
  await expect
    .poll(
      async () => (await person.call<{ roleplay: { scoreState: string } }>('GET', `${path}/score`)).roleplay.scoreState,
      { timeout: 120_000 },
    )
    .toBe('scored')
  return begun.roleplay.id
}

test('a leader assigns, a member hands a call in, and the leader decides on a check', async ({
  house,
  person: lead,
  page,
  openWindow,
}) => {
  test.slow()
  const member = await signUp(house, somebody('Mia'))
  const workspaceId = await together(lead, member)

  await page.goto('/coach/team')
  await expect(page.getByText('Mia Person')).toBeVisible()
  await expectAccessible(page, '/coach/team')
  await page.getByRole('button', { name: 'Assign a scenario' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(dialog.getByText('Choose at least one person.')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Scenario' }).click()
  await page.getByRole('option', { name: 'First five minutes' }).click()
  await dialog.getByRole('checkbox', { name: 'Mia Person' }).check()
  await dialog.getByLabel('Note').fill('Ask before you tell.')
  await expectAccessible(page, 'assigning')
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(page.getByText('Assigned to 1 person.')).toBeVisible()
  expect((await mailTo(house, member.email, 'assignment-given')).subject).toContain('First five minutes')

  // On a phone: what was asked, and why just this technique.
  const theirs = await openWindow(member, { viewport: { width: 390, height: 844 } })
  await theirs.goto('/dashboard')
  const asked = theirs.getByRole('region', { name: 'You were asked to practise' })
  await expect(asked).toContainText('First five minutes')
  await asked.getByRole('link', { name: 'Coach' }).click()
  await expect(theirs.getByText('Ask before you tell.')).toBeVisible()
  await expect(theirs.getByText('Practise next')).toBeVisible()
  await expectAccessible(theirs, '/coach')
  const { assignments } = await member.call<{ assignments: { scenarioId: string }[] }>('GET', '/api/assignments')
  const sessionId = await practise(member, assignments[0]?.scenarioId ?? '', workspaceId)

  // The page hears of it by itself. Until it is handed in, nobody else sees the call.
  const { people } = await lead.call<{ people: { name: string; sharedCalls: number }[] }>(
    'GET',
    `/api/team?workspace=${workspaceId}`,
  )
  expect(people.find(({ name }) => name === 'Mia Person')?.sharedCalls).toBe(0)
  await theirs.getByRole('button', { name: 'Hand in a call' }).click()
  await expect(theirs.getByRole('radio')).toBeChecked()
  await expectAccessible(theirs, 'handing in')
  await theirs.getByRole('button', { name: 'Hand in', exact: true }).click()
  await expect(theirs.getByText('Nobody has asked you to practise anything.')).toBeVisible()
  await theirs.goto('/coach/analytics')
  await expect(theirs.getByRole('heading', { name: 'Techniques by scenario' })).toBeVisible()
  await expectAccessible(theirs, '/coach/analytics')

  await page.getByRole('tab', { name: 'Assignments' }).click()
  await expect(page.getByText('Handed in')).toBeVisible()
  const { card } = await member.call<{
    card: { results: { check: { id: string; question: { en: string } }; verdict: string }[] }
  }>('GET', `/api/sessions/${sessionId}/score`)
  const wrong = card.results.find(({ verdict }) => verdict === 'not_met' || verdict === 'met')
  await member.call('POST', `/api/sessions/${sessionId}/disputes`, {
    checkId: wrong?.check.id,
    reason: 'I said it in other words.',
  })
  await page.getByRole('tab', { name: 'To review' }).click()
  await expect(page.getByText('I said it in other words.')).toBeVisible()
  await expectAccessible(page, '/coach/team?tab=reviews')
  await page.getByRole('link', { name: 'Look and decide' }).click()
  await expect(page).toHaveURL(new RegExp(`/coach/sessions/${sessionId}`))
  const row = page.locator(`#check-${wrong?.check.id}`)
  await row.hover()
  await row.getByRole('button', { name: 'Decide' }).click()
  const decision = page.getByRole('dialog')
  await decision.getByRole('radio', { name: wrong?.verdict === 'met' ? 'Not met' : 'Met', exact: true }).click()
  await decision.getByRole('textbox').fill('Mia is right.')
  await decision.getByRole('button', { name: 'Decide' }).click()
  await expect(row.getByText('Robin Person decided')).toBeVisible()
  await page.goto('/coach/team?tab=reviews')
  await expect(page.getByText('Nothing waits for you')).toBeVisible()
  await page.getByRole('tab', { name: 'Agreement' }).click()
  await expect(page.getByText(wrong?.check.question.en ?? '')).toBeVisible()
  await expectAccessible(page, '/coach/team?tab=agreement')
})
