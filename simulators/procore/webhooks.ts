import type { Clock } from '../core/clock.ts';

/** Who did what an event tells of. */
export interface EventSource {
	userId: number;
	/** Of the app that did it; null where a person did in the web app. */
	applicationId: number | null;
}

export const eventTypes = ['create', 'update', 'delete'] as const;
export type EventType = (typeof eventTypes)[number];

export interface StoredHook {
	id: number;
	api_version: string;
	namespace: string;
	destination_url: string;
	destination_headers: { Authorization?: string };
	owned_by_company_id: number | null;
	owned_by_project_id: number | null;
	owned_by_user_id: number;
}

export interface StoredTrigger {
	id: number;
	webhook_hook_id: number;
	resource_name: string;
	event_type: EventType;
	user_id: number;
}

/** A change that hooks may want to hear of. */
export interface Happening {
	resource: string;
	resourceId: number;
	type: EventType;
	/** null of what belongs to the company. */
	projectId: number | null;
}

export type Outcome = 'ok' | 'retried' | 'failed' | 'discarded';

export interface Delivery {
	event_id: number;
	event: Record<string, unknown>;
	outcome: Outcome;
	response_status: number | null;
	response_body: string | null;
	response_error: string | null;
	started_at: string;
	completed_at: string | null;
}

/** What can be heard of, and the events that Procore offers of it; of some that a simulated company never changes. */
export const companyResources: Record<string, readonly EventType[]> = {
	'Company Vendors': ['create', 'update'],
	'Line Item Types': eventTypes,
	Projects: ['create', 'update'],
	'Standard Cost Codes': eventTypes,
};
export const projectResources: Record<string, readonly EventType[]> = {
	'Budget Changes': eventTypes,
	'Budget Line Items': eventTypes,
	'Cost Codes': eventTypes,
	'Direct Costs': eventTypes,
	'Direct Cost Line Items': eventTypes,
	// Procore: its update was removed on 30 June 2026.
	'Project Vendors': ['create', 'delete'],
	'Purchase Order Contracts': eventTypes,
	'Purchase Order Contract Line Items': eventTypes,
};

/** Payload formats; version 1.0 of the API names them with or without the decimal place. */
export const payloadVersions = ['v2', 'v2.0', 'v3.0', 'v4.0'] as const;

const timeoutMs = 5_000;
const firstPauseMs = 1_000;
const longestPauseMs = 3_600_000;
const givenUpAfterMs = 12 * 3_600_000;
const firstEventId = 123_000_000;
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 26 characters, ascending: ten of the time, the rest counted. */
function ulidOf(ms: number, count: number): string {
	const written = (value: number, length: number) => {
		let text = '';
		for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
			text = (letters[rest % 32] ?? '0') + text;
		return text;
	};
	return written(ms, 10) + written(count, 16);
}

const waitFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** Hooks of a company and of its projects, and what is delivered to them. */
export class Webhooks {
	readonly hooks = new Map<number, StoredHook>();
	readonly triggers = new Map<number, StoredTrigger>();
	/** By hook, the oldest first. */
	readonly deliveries = new Map<number, Delivery[]>();
	readonly #clock: Clock;
	readonly #companyId: number;
	readonly #queues = new Map<number, Delivery[]>();
	/** What has happened in the present call: one event of each record, whatever the call did to it. */
	#noted = new Map<string, Happening>();
	#count = 0;

	constructor(clock: Clock, companyId: number) {
		this.#clock = clock;
		this.#companyId = companyId;
	}

	/** Forgets everything; what waits is not delivered any more. */
	clear(): void {
		for (const map of [this.hooks, this.triggers, this.deliveries, this.#queues, this.#noted]) map.clear();
	}

	triggersOf(hookId: number): StoredTrigger[] {
		return [...this.triggers.values()].filter(({ webhook_hook_id: hook }) => hook === hookId);
	}

	removeHook(hook: StoredHook): void {
		for (const { id } of this.triggersOf(hook.id)) this.triggers.delete(id);
		for (const map of [this.hooks, this.deliveries, this.#queues]) map.delete(hook.id);
	}

	/** Keeps in mind that something has happened, until {@link publish}. */
	note(happening: Happening): void {
		if (this.hooks.size === 0) return;
		const key = `${happening.resource} ${String(happening.resourceId)}`;
		const before = this.#noted.get(key)?.type;
		if (before === 'create' && happening.type === 'delete') this.#noted.delete(key);
		else this.#noted.set(key, { ...happening, type: before === 'create' ? 'create' : happening.type });
	}

	/** Delivers what the call has done to every hook that asked for it. */
	publish(source: EventSource): void {
		const noted = [...this.#noted.values()];
		this.#noted = new Map();
		for (const happening of noted)
			for (const hook of this.hooks.values()) if (this.#wants(hook, happening)) this.#deliver(hook, happening, source);
	}

	/** Sends the last delivery of a hook once more, as happens where an answer was lost. Whether there was one. */
	repeatLast(hookId: number): boolean {
		const last = this.deliveries.get(hookId)?.at(-1);
		const hook = this.hooks.get(hookId);
		if (!last || !hook) return false;
		this.#enqueue(hook, { ...last, outcome: 'failed', completed_at: null });
		return true;
	}

	#wants(hook: StoredHook, { resource, type, projectId }: Happening): boolean {
		const inScope = projectId === null ? hook.owned_by_company_id !== null : hook.owned_by_project_id === projectId;
		return (
			inScope &&
			this.triggersOf(hook.id).some((trigger) => trigger.resource_name === resource && trigger.event_type === type)
		);
	}

	#deliver(hook: StoredHook, happening: Happening, source: EventSource): void {
		this.#count += 1;
		const ulid = ulidOf(this.#clock.now(), this.#count);
		const event = payloadOf(hook.api_version, {
			...{ happening, source, ulid, count: this.#count, companyId: this.#companyId },
			timestamp: new Date(this.#clock.now()).toISOString(),
		});
		this.#enqueue(hook, {
			...{ event_id: firstEventId + this.#count, event, outcome: 'failed', response_status: null, response_body: null },
			...{ response_error: null, started_at: new Date(this.#clock.now()).toISOString(), completed_at: null },
		});
	}

	#enqueue(hook: StoredHook, delivery: Delivery): void {
		this.deliveries.set(hook.id, [...(this.deliveries.get(hook.id) ?? []), delivery]);
		const queue = this.#queues.get(hook.id);
		if (queue) {
			queue.push(delivery);
			return;
		}
		this.#queues.set(hook.id, [delivery]);
		void this.#work(hook);
	}

	/** Procore: one after the other; after a failure all wait, twice as long each time, and after 12 hours are discarded. */
	async #work(hook: StoredHook): Promise<void> {
		const queue = this.#queues.get(hook.id);
		let failingSince: number | undefined;
		let pause = firstPauseMs;
		for (let delivery = queue?.[0]; queue && delivery && this.#queues.get(hook.id) === queue; delivery = queue[0]) {
			await this.#post(hook, delivery);
			if (delivery.outcome === 'ok') {
				failingSince = undefined;
				pause = firstPauseMs;
				queue.shift();
				continue;
			}
			failingSince ??= this.#clock.now();
			if (this.#clock.now() - failingSince >= givenUpAfterMs) {
				for (const each of queue.splice(0)) each.outcome = 'discarded';
				break;
			}
			await waitFor(pause);
			pause = Math.min(pause * 2, longestPauseMs);
		}
		if (this.#queues.get(hook.id) === queue) this.#queues.delete(hook.id);
	}

	async #post({ destination_url: url, destination_headers: headers }: StoredHook, delivery: Delivery): Promise<void> {
		const done = (outcome: Outcome, more: Partial<Delivery>) =>
			Object.assign(delivery, { outcome, completed_at: new Date(this.#clock.now()).toISOString(), ...more });
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(delivery.event),
				redirect: 'manual',
				signal: AbortSignal.timeout(timeoutMs),
			});
			const text = await response.text();
			done(response.ok ? 'ok' : 'retried', { response_status: response.status, response_body: text });
		} catch (error) {
			done('retried', { response_error: error instanceof Error ? error.message : String(error) });
		}
	}
}

interface Told {
	happening: Happening;
	source: EventSource;
	ulid: string;
	count: number;
	companyId: number;
	timestamp: string;
}

/** The body of a delivery in the format of the hook. */
function payloadOf(version: string, told: Told): Record<string, unknown> {
	const { happening, source, ulid, count, companyId, timestamp } = told;
	const { resource, resourceId, type, projectId } = happening;
	if (version === 'v4.0') {
		return {
			...{ id: ulid, timestamp, reason: type, company_id: String(companyId) },
			project_id: projectId === null ? null : String(projectId),
			...{ user_id: String(source.userId), resource_type: resource, resource_id: String(resourceId) },
		};
	}
	return {
		...{ id: firstEventId + count, ulid, timestamp },
		metadata: {
			source_user_id: source.userId,
			source_project_id: projectId,
			source_operation_id: null,
			source_company_id: companyId,
			source_application_id: source.applicationId,
		},
		...{ user_id: source.userId, company_id: companyId, project_id: projectId },
		...{ api_version: version === 'v2' ? 'v2.0' : version, event_type: type },
		...{ resource_name: resource, resource_id: resourceId },
		...(version === 'v3.0' ? { related_resources: [] } : {}),
	};
}
