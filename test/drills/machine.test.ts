import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { credentialsFor } from '../../demo/credentials.ts';
import { ensureN8n, type N8nInstall } from '../../tools/n8n/install.ts';
import { e2eFolder, packageDir, World } from '../e2e/support/world.ts';
import { endOf, recovered, startedRun } from './support/drill.ts';

const options = { dataset: 'tour', procoreEmpty: true, limits: false, oneClock: true } as const;

/** A version that may be the one that a company comes from. */
async function installOf(version: string): Promise<N8nInstall> {
	const code = `const { ensureN8n } = await import(${JSON.stringify(join(packageDir, 'tools/n8n/install.ts'))});
		console.log(JSON.stringify(await ensureN8n({ log: console.error })));`;
	const env = { ...process.env, SAP_PROCORE_N8N: version };
	const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
	return JSON.parse(stdout) as N8nInstall;
}

async function inWorld(world: World, drill: (world: World) => Promise<void>): Promise<void> {
	try {
		await drill(world);
	} finally {
		await world.close();
	}
}

describe('what happens to the machine in the middle of a run', () => {
	it('its disk is full, until somebody makes room', async (test) => {
		const disk = join(e2eFolder, 'disk');
		mkdirSync(disk, { recursive: true });
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]);
		try {
			const world = await World.start({ ...options, name: 'disk/n8n' });
			await inWorld(world, async () => {
				const id = await startedRun(world);
				const { bavail, bsize } = statfsSync(disk);
				writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize, 1));
				const end = await endOf(world, id, 60);
				rmSync(join(disk, 'ballast'));
				test.diagnostic(`the run: ${end}; with room again: ${await endOf(world, id, 60)}`);
				await world.n8n.restart();
				test.diagnostic(`runs to recover: ${String(await recovered(world, { lease: true }))}`);
			});
		} finally {
			execFileSync('umount', ['--lazy', disk]);
		}
	});

	it('n8n is brought from the lowest version to the newest', async (test) => {
		const world = await World.start({ ...options, name: 'upgrade', install: await installOf('2.33.7') });
		await inWorld(world, async () => {
			const id = await startedRun(world);
			await world.n8n.restart(await ensureN8n({ log: console.log }));
			test.diagnostic(`the run: ${await endOf(world, id, 10)}`);
			test.diagnostic(`runs to recover: ${String(await recovered(world, { lease: true }))}`);
		});
	});

	it('secrets are changed in both systems, tokens are revoked, and somebody enters the new ones later', async (test) => {
		const world = await World.start({ ...options, name: 'secrets' });
		await inWorld(world, async () => {
			const { sap, procore } = world.simulators;
			const id = await startedRun(world);
			const change = [{ do: 'rotate-secret', secret: 'another-secret' }, { do: 'revoke-tokens' }];
			for (const { simulator } of [sap, procore]) for (const command of change) simulator.change(command);
			test.diagnostic(`the run: ${await endOf(world, id)}`);
			const { status } = await world.press();
			assert.notEqual(status, 'success');
			for (const credential of credentialsFor(world.simulators))
				await world.n8n.rest.saveCredential({
					...credential,
					data: { ...credential.data, clientSecret: 'another-secret' },
				});
			test.diagnostic(`runs to recover: ${String(await recovered(world))}`);
		});
	});

	for (const hours of [-2, 3])
		it(`its clock is stepped by ${String(hours)} hours, and put right after the run`, async (test) => {
			const world = await World.start({ ...options, name: `clock${String(hours)}` });
			await inWorld(world, async () => {
				const id = await startedRun(world);
				world.stepClock(hours);
				test.diagnostic(`the run: ${await endOf(world, id)}`);
				const { status } = await world.press();
				test.diagnostic(`a run by the wrong clock: ${status}`);
				world.stepClock(0);
				test.diagnostic(`runs to recover: ${String(await recovered(world, { lease: true }))}`);
			});
		});
});
