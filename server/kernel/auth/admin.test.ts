import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeHouse, type TestHouse } from '#testing/house.ts'
import { browserOf, fetchAs, forgetAttempts, goodPassword } from '#testing/supabase.ts'

let house: TestHouse
beforeAll(async () => {
  house = await makeHouse()
})
afterAll(() => house.stop())
beforeEach(() => forgetAttempts(house))

const admin = () => browserOf(house, { key: house.secrets.secretKey }).auth.admin
let people = 0
const newEmail = () => `admin-${(people += 1)}@example.test`
const signIn = (email: string, password = goodPassword) => browserOf(house).auth.signInWithPassword({ email, password })

test('the secret key lists, adds, reads, changes and deletes people; the publishable one may not', async () => {
  const email = newEmail()
  const { data, error } = await admin().createUser({
    email,
    password: goodPassword,
    email_confirm: true,
    user_metadata: { first_name: 'Ann' },
  })
  expect(error).toBeNull()
  const id = data.user?.id ?? ''
  expect((await admin().getUserById(id)).data.user?.email).toBe(email)
  expect(
    (await admin().updateUserById(id, { user_metadata: { first_name: 'Bo' }, app_metadata: { team: 'x' } })).data.user,
  ).toMatchObject({
    user_metadata: { first_name: 'Bo' },
    app_metadata: { provider: 'email', team: 'x' },
  })
  expect((await signIn(email)).error).toBeNull()

  const stranger = browserOf(house).auth.admin
  expect((await stranger.listUsers()).error?.code).toBe('not_admin')
  expect((await stranger.deleteUser(id)).error?.code).toBe('not_admin')

  expect((await admin().deleteUser(id)).error).toBeNull()
  expect((await admin().getUserById(id)).error?.code).toBe('user_not_found')
  expect((await admin().deleteUser(randomUUID())).error?.code).toBe('user_not_found')
})

test('people are listed in pages, newest first', async () => {
  const added = []
  for (let one = 0; one < 3; one += 1) added.push((await admin().createUser({ email: newEmail() })).data.user?.id)
  const first = await admin().listUsers({ page: 1, perPage: 2 })
  const second = await admin().listUsers({ page: 2, perPage: 2 })
  expect(first.data.users.map(({ id }) => id)).toEqual([added[2], added[1]])
  expect(second.data.users[0]?.id).toBe(added[0])
  expect(first.data).toMatchObject({ nextPage: 2, lastPage: 2, total: 3 })
})

test('an address or an id that exists is refused', async () => {
  const email = newEmail()
  const { data } = await admin().createUser({ email })
  expect((await admin().createUser({ email: email.toUpperCase() })).error?.code).toBe('email_exists')
  expect((await admin().createUser({ email: newEmail(), id: data.user?.id ?? '' })).error?.code).toBe('email_exists')
  const other = await admin().createUser({ email: newEmail() })
  expect((await admin().updateUserById(other.data.user?.id ?? '', { email })).error?.code).toBe('email_exists')
})

test('a ban and a new password end every session at once; lifting the ban lets the person in again', async () => {
  const email = newEmail()
  const { data } = await admin().createUser({ email, password: goodPassword, email_confirm: true })
  const id = data.user?.id ?? ''
  const browser = browserOf(house)
  await browser.auth.signInWithPassword({ email, password: goodPassword })
  await admin().updateUserById(id, { ban_duration: '24h' })
  expect((await fetchAs(house, browser, '/api/events')).status).toBe(401)
  expect((await signIn(email)).error?.code).toBe('user_banned')
  await admin().updateUserById(id, { ban_duration: 'none' })
  const again = browserOf(house)
  expect((await again.auth.signInWithPassword({ email, password: goodPassword })).error).toBeNull()
  await admin().updateUserById(id, { password: 'Marble-canoe-15' })
  expect((await again.auth.refreshSession()).error).not.toBeNull()
  expect((await signIn(email, 'Marble-canoe-15')).error).toBeNull()
})

test('a password hash from another house is taken when it is argon2id, nothing else', async () => {
  const email = newEmail()
  const { data } = await admin().createUser({ email: newEmail(), password: goodPassword })
  const { rows } = await house.tools.db.driver.query(
    'select encrypted_password as hash from auth.users where id = $1',
    [data.user?.id],
  )
  const { hash } = rows[0] as { hash: string }
  expect((await admin().createUser({ email, password_hash: hash, email_confirm: true })).error).toBeNull()
  expect((await signIn(email)).error).toBeNull()
  expect(
    (await admin().createUser({ email: newEmail(), password_hash: '$2b$10$abcdefghijklmnopqrstuv' })).error?.code,
  ).toBe('validation_failed')
})
