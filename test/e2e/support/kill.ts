import { until, type World } from './world.ts';

/**
 * Starts a run, kills n8n once a request to Procore has met the fault, and starts n8n again; somebody frees the lease.
 *
 * @param fault as the simulator takes it
 * @param afterMs how long n8n goes on after the request has come
 */
export async function killAt(
	world: World,
	fault: Record<string, unknown>,
	settings: Record<string, string | number | boolean>,
	afterMs = 300,
): Promise<void> {
	const { faults } = world.simulators.procore;
	faults.add(fault);
	await world.configure(settings);
	await world.startSync();
	await until('the request that meets the fault', () => faults.list().every(({ hits }) => hits > 0));
	await new Promise((resolve) => setTimeout(resolve, afterMs));
	await world.n8n.kill();
	faults.remove();
	await world.n8n.restart();
	await world.releaseLease();
}
