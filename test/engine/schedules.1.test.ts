import { it } from 'node:test';
import { checkSchedules, firstSeed } from './support/schedules.ts';
import { notYet } from './support/syncWorld.ts';

it('random schedules lose nothing, double nothing and come to rest, part 1', { skip: notYet }, async () => {
	await checkSchedules(firstSeed, 150);
});
