import { z } from 'zod';
import type { FaultList } from './faults.ts';
import { parseInput } from './input.ts';
import type { TrafficRecorder } from './traffic.ts';
import { InputError } from './input-error.ts';
import type { SimAnswer, SimRequest, Simulator } from './types.ts';

export const adminPrefix = '/__admin/';

const clockSchema = z
	.object({ set: z.string().optional(), advance: z.number().optional(), speed: z.number().optional() })
	.strict();

interface AdminContext {
	simulator: Simulator;
	faults: FaultList;
	traffic: TrafficRecorder;
}

type AdminHandler = (context: AdminContext, request: SimRequest) => unknown;

function wholeNumber(request: SimRequest, name: string): number | undefined {
	const text = request.query.get(name);
	if (text === null) return undefined;
	if (!/^\d+$/.test(text)) throw new InputError(`${name}: "${text}" is not a whole number`);
	return Number(text);
}

const handlers: Record<string, AdminHandler> = {
	'GET health': ({ simulator }) => ({ ok: true, system: simulator.system, clock: simulator.clock.state() }),
	'GET state': ({ simulator }) => simulator.state(),
	'POST reset': ({ simulator, faults, traffic }, request) => {
		simulator.reset(request.body ?? {});
		faults.remove();
		traffic.clear(simulator.system);
		return { ok: true };
	},
	'POST change': ({ simulator }, request) => ({ ok: true, result: simulator.change(request.body) ?? null }),
	'GET faults': ({ faults }) => ({ faults: faults.list() }),
	'POST faults': ({ faults }, request) => ({ faults: faults.add(request.body) }),
	'DELETE faults': ({ faults }, request) => {
		faults.remove(wholeNumber(request, 'id'));
		return { faults: faults.list() };
	},
	'GET traffic': ({ simulator, traffic }, request) => {
		const since = wholeNumber(request, 'since') ?? 0;
		const entries = traffic.entries(simulator.system, since);
		return { next: since + entries.length, entries };
	},
	'DELETE traffic': ({ simulator, traffic }) => {
		traffic.clear(simulator.system);
		return { ok: true };
	},
	'GET clock': ({ simulator }) => simulator.clock.state(),
	'POST clock': ({ simulator }, request) => {
		const command = parseInput(clockSchema, request.body, 'clock');
		if (command.set !== undefined) simulator.clock.set(command.set);
		if (command.advance !== undefined) simulator.clock.advance(command.advance);
		if (command.speed !== undefined) simulator.clock.setSpeed(command.speed);
		return simulator.clock.state();
	},
};

/** Answers a control call. Never recorded, never hit by a fault. */
export function handleAdmin(context: AdminContext, request: SimRequest): SimAnswer {
	const handler = handlers[`${request.method} ${request.path.slice(adminPrefix.length)}`];
	if (handler === undefined) {
		const known = Object.keys(handlers).map((key) => key.replace(' ', ` ${adminPrefix}`));
		return { status: 404, body: { error: `There is no ${request.method} ${request.path}`, known } };
	}
	if (request.bodyError !== undefined) return { status: 400, body: { error: `body: ${request.bodyError}` } };
	try {
		return { status: 200, body: handler(context, request) };
	} catch (error) {
		if (error instanceof InputError) return { status: 400, body: { error: error.message } };
		throw error;
	}
}
