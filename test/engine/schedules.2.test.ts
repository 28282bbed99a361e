import { it } from 'node:test';
import { checkSchedules, firstSeed } from './support/schedules.ts';

it('random schedules lose nothing, double nothing and come to rest, part 2', async () => {
	await checkSchedules(firstSeed + 1, 40);
});
