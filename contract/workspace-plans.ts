/** How many people a plan lets in, open invitations among them; private.plan_people of the database says the same. */
export const planSeats = { starter: 5, pro: 25, team: 500 } as const
