import { conformanceFindingSchema, type ConformanceFinding } from '../../nodes/shared/model';
import { sapSettingsWithoutProbe, sapSwitches } from '../support/sapSwitches.ts';
import { hasCustomerData, settingsOf } from '../support/conformance.ts';
import { jsonOf, World } from '../support/world.ts';

const operation = { resource: 'system', operation: 'checkConformance' };

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

async function findings(): Promise<ConformanceFinding[]> {
	const { outputs, error } = await world.sap(operation);
	expect(error).toBeUndefined();
	return jsonOf(outputs[0]).map((item) => conformanceFindingSchema.strict().parse(item));
}
const inState = (all: ConformanceFinding[], state: ConformanceFinding['state']) =>
	all.filter((found) => found.state === state).map(({ probe }) => probe);
/** Of the data of the tour: there are orders without a stamp, and one with a status that nobody knows. */
const ofTheTour = ['orders.stamps', 'orders.statuses'];

describe('SAP S/4HANA > System > Check Conformance', () => {
	it('confirms everything on a system that does what is counted on, reading a little', async () => {
		const all = await findings();
		expect(inState(all, 'different')).toEqual(ofTheTour);
		expect(inState(all, 'unknown')).toEqual([]);
		expect(world.calls('sap').every(({ method }) => method === 'GET')).toBe(true);
		expect(world.calls('sap').length).toBeLessThan(30);
	});

	it('has a probe, or a reason why not, for every setting of the simulator', () => {
		const { simulator } = world.simulators.sap;
		const settings = settingsOf(simulator.state(), Object.keys(world.simulators.dataset.sap));
		const known = new Set([...sapSwitches.map(({ name }) => name), ...Object.keys(sapSettingsWithoutProbe)]);
		expect(settings.filter((name) => !known.has(name))).toEqual([]);
		expect(Object.keys(sapSettingsWithoutProbe).filter((name) => !settings.includes(name))).toEqual([]);
	});

	it.each(sapSwitches)('$probe finds $name, and nothing else takes it for its own', async ({ set, probe }) => {
		set.forEach((change) => world.changeSap(change));
		const all = await findings();
		const others = inState(all, 'different').filter((found) => found !== probe && !ofTheTour.includes(found));
		expect(inState(all, 'different')).toContain(probe);
		// A cap cuts every list, asked for or not, in either version.
		expect(others.filter((found) => !found.startsWith('pages.'))).toEqual([]);
	});

	it('recommends no two values for one setting', async () => {
		for (const { set } of sapSwitches) set.forEach((change) => world.changeSap(change));
		const settings = (await findings()).map(({ setting }) => setting).filter((setting) => setting !== '');
		expect(new Set(settings).size).toBe(settings.length);
	});

	it('shows nothing of the customer: no host, name, number or amount', async () => {
		for (const { set } of sapSwitches) set.forEach((change) => world.changeSap(change));
		expect(hasCustomerData(await findings(), world)).toEqual([]);
	});

	it('says why something cannot be told, and asks the rest', async () => {
		world.changeSap({ do: 'set-service', service: 'API_FINPLANNINGENTRYITEM_SRV', active: false });
		const all = await findings();
		expect(inState(all, 'unknown')).toEqual(['fields.optional', 'plan.sums', 'plan.wbsElement']);
		expect(all.find(({ probe }) => probe === 'plan.sums')?.answer).toMatch(/not active/);
	});

	it('stops after one refused log-on, before SAP locks the user', async () => {
		world.sapCredential.data.clientSecret = 'wrong';
		const all = await findings();
		expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['unknown']));
		expect(world.simulators.sap.traffic.entries('sap').filter(({ url }) => url.includes('/oauth'))).toHaveLength(1);
	});
});
