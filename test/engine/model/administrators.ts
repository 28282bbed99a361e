import { type Happen, pick } from './event.ts';

const seconds = [60, 400, 3600] as const;
const services = ['API_PURCHASEORDER_2', 'API_PURCHASEREQUISITION_2', 'API_BUSINESS_PARTNER', 'API_GLACCOUNTLINEITEM'];

/** What administrators of both systems do, and what their networks and clocks do. */
export const administratorEvents = {
	'revoke all tokens': (world, event) => {
		if (event.one % 2 > 0) world.sap({ do: 'revoke-tokens' });
		else world.procore({ do: 'revoke-tokens' });
	},
	'shorten the life of tokens': (world, event) => {
		const lifetime = { do: 'set-token-lifetime', seconds: pick(seconds, event.two) ?? 60 } as const;
		if (event.one % 2 > 0) world.sap(lifetime);
		else world.procore(lifetime);
	},
	'leave out the life of tokens': (world, event) => {
		if (event.one % 2 > 0) world.sap({ do: 'omit-expires-in' });
		else world.procore({ do: 'omit-expires-in' });
	},
	'rotate a secret': (world, event, marks) => {
		const { credentials } = world.engine;
		const isSap = event.one % 2 > 0;
		const type = isSap ? 'sapS4HanaOAuth2Api' : 'procoreOAuth2Api';
		const secret = `rotated-secret-${String(marks.next++)}`;
		if (isSap) world.sap({ do: 'rotate-secret', secret });
		else world.procore({ do: 'rotate-secret', secret });
		if (event.two % 2 > 0) {
			if (isSap) world.sap({ do: 'revoke-tokens' });
			else world.procore({ do: 'revoke-tokens' });
		}
		marks.repairs.set(type, () => {
			credentials.edit(type, { clientSecret: secret });
			if (isSap) world.sap({ do: 'unlock' });
		});
	},
	'limit log-ons': (world, event) => {
		world.procore({ do: 'limit-tokens', seconds: 1 + (event.one % 90) });
		world.procore({ do: 'revoke-tokens' });
	},
	'lower the quota': (world, event, marks) => {
		world.procore({
			do: 'set-limits',
			limits: true,
			hourlyLimit: 5 + (event.one % 120),
			spikeLimit: 2 + (event.two % 30),
		});
		marks.repairs.set('quota', () => {
			world.procore({ do: 'set-limits', limits: false });
		});
	},
	'uninstall the app': (world, _event, marks) => {
		world.procore({ do: 'set-connected', connected: false });
		marks.repairs.set('connected', () => {
			world.procore({ do: 'set-connected', connected: true });
		});
	},
	'take a service out': (world, event, marks) => {
		const service = pick(services, event.one) ?? '';
		const fault = pick(['not-published', 'not-authorized', 'no-system-alias', 'gateway-inactive'] as const, event.two);
		world.sap({ do: 'set-service-fault', service, fault: fault ?? 'not-published' });
		marks.repairs.set(service, () => {
			world.sap({ do: 'set-service-fault', service, fault: null });
		});
	},
	'have smaller pages in SAP': (world, event) => {
		world.sap({ do: 'page-size', v2: { default: 1 + (event.one % 7) }, v4: { default: 1 + (event.two % 7) } });
	},
	'have lists in pages': (world, event) => {
		world.procore({ do: 'set-paged-lists', rows: 2 + (event.one % 9) });
	},
	'refuse large pages': (world, event) => {
		const status = event.two % 2 > 0 ? 408 : 504;
		world.procore({ do: 'set-largest-answer', rows: 20 + (event.one % 300), status });
	},
	'refuse large bodies': (world, event, marks) => {
		world.procore({ do: 'set-max-body', bytes: 1_500 + (event.one % 999) * 10 });
		marks.repairs.set('body', () => {
			world.procore({ do: 'set-max-body', bytes: 10_000_000 });
		});
	},
	'refuse a line': (world, event) => {
		const lines = world.procoreData.contracts.flatMap((contract) => contract.lines.map(({ origin_id }) => origin_id));
		const origin_id = pick(
			lines.filter((each) => each?.startsWith('sap:')),
			event.one,
		);
		if (origin_id) world.procore({ do: 'refuse-line', origin_id, times: 1 + (event.two % 3) });
	},
	'refuse rows of a batch': (world, event) => {
		const shape = pick(['generic', 'error', 'fields', 'message', 'list', 'v2', 'sync'] as const, event.one);
		world.procore({ do: 'error-shape', shape: shape ?? 'sync', times: 1 + (event.two % 3) });
		const origin_id = world.procoreData.contracts.flatMap(({ lines }) => lines)[0]?.origin_id;
		if (origin_id) world.procore({ do: 'refuse-line', origin_id, times: 1 });
	},
	'keep what a field was': (world, event, marks) => {
		const [path, field] = pick(
			[
				['/line_items/sync', 'amount'],
				['/purchase_order_contracts/sync', 'status'],
				['/vendors/sync', 'name'],
			] as const,
			event.one,
		) ?? ['/line_items/sync', 'amount'];
		world.procore({ do: 'keep-fields', path, fields: [field] });
		marks.repairs.set(`kept ${path}`, () => {
			world.procore({ do: 'keep-fields', path, fields: [] });
		});
	},
	'lock what is synced': (world, event, marks) => {
		world.procore({ do: 'set-lock-synced', locked: true });
		if (event.one % 4 > 0)
			marks.repairs.set('lock', () => {
				world.procore({ do: 'set-lock-synced', locked: false });
			});
	},
	'put a clock forward': (world, event) => {
		const { sap, procore } = world.engine.simulators;
		(event.one % 2 > 0 ? sap : procore).simulator.clock.advance((event.two % 300) * 1_000);
		world.acts++;
	},
} satisfies Record<string, Happen>;
