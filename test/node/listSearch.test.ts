import { World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

/** Every result, page after page. */
async function all(method: string, filter?: string) {
	const results: Array<{ name: string; value: unknown }> = [];
	let token: string | undefined;
	let pages = 0;
	do {
		const page = await world.search(method, filter, token);
		results.push(...page.results);
		token = page.paginationToken as string | undefined;
		pages += 1;
	} while (token !== undefined && pages < 50);
	return { results, pages };
}
const values = ({ results }: { results: Array<{ value: unknown }> }) =>
	results.map(({ value }) => String(value)).sort();

describe('searchSuppliers', () => {
	const records = () => world.simulators.dataset.sap.suppliers.map(({ supplier }) => supplier);

	it('without a text: every supplier once, page after page', async () => {
		const found = await all('searchSuppliers');
		expect(values(found)).toEqual(
			records()
				.map(({ Supplier }) => Supplier)
				.sort(),
		);
		expect(found.pages).toBe(2);
	});

	it('by name, by number in any case, with an apostrophe; nothing found is no error', async () => {
		const [first] = records();
		const byName = await all('searchSuppliers', first?.SupplierName);
		expect(byName.results).toContainEqual({
			name: `${first?.SupplierName ?? ''} (${first?.Supplier ?? ''})`,
			value: first?.Supplier,
		});
		expect(values(await all('searchSuppliers', ' us-legacy1 '))).toEqual(['US-LEGACY1']);
		world.changeSap({ do: 'create-supplier', number: '777', name: "O'Brien + Söhne & Co" });
		expect(values(await all('searchSuppliers', "O'Brien + Söhne & C"))).toEqual(['777']);
		expect((await all('searchSuppliers', "no'body")).results).toEqual([]);
	});

	it.each(['one after the other', 'at once'])(
		'a wrong secret, four letters typed %s: one token request; the corrected secret works at once',
		async (how) => {
			const right = world.sapCredential.data;
			const wrong = `wrong-secret-${how.length}`;
			world.sapCredential.data = { ...right, clientSecret: wrong };
			const refused = { message: 'SAP S/4HANA refused the client ID or client secret' };
			const searches: Array<Promise<unknown>> = [];
			for (const typed of ['s', 'st', 'ste', 'stee']) {
				const search = expect(world.search('searchSuppliers', typed)).rejects.toMatchObject({
					...refused,
					description: expect.stringContaining('no further log-on is tried for a minute') as string,
				});
				searches.push(search);
				if (how !== 'at once') await search;
			}
			await Promise.all(searches);
			const tokenRequests = () =>
				world.simulators.sap.traffic.entries('sap').filter(({ url }) => url.includes('/oauth')).length;
			expect(tokenRequests()).toBe(1);
			world.sapCredential.data = right;
			expect((await world.search('searchSuppliers')).results.length).toBeGreaterThan(0);
			expect(tokenRequests()).toBe(2);
		},
	);

	it('a refused log-on and a service that is off are said in words', async () => {
		world.changeSap({ do: 'set-service', service: 'API_BUSINESS_PARTNER', active: false });
		await expect(world.search('searchSuppliers')).rejects.toMatchObject({
			message: expect.stringContaining('API_BUSINESS_PARTNER is not activated') as string,
			description: expect.stringContaining('SAP_COM_0008') as string,
		});
		world.sapCredential.data = {
			...world.sapCredential.data,
			clientSecret: 'mistyped-sap-secret',
		};
		await expect(world.search('searchSuppliers')).rejects.toMatchObject({
			message: 'SAP S/4HANA refused the client ID or client secret',
			description: expect.stringContaining('enter the client ID and secret again') as string,
		});
	});
});

describe.each(['V2', 'V4'])('searchPurchaseOrders (%s)', (version) => {
	const headers = () => world.simulators.dataset.sap.orders.map(({ header }) => header);
	const known = () => headers().map(({ PurchaseOrder }) => PurchaseOrder);
	beforeEach(() => {
		world.sapCredential.data = { ...world.sapCredential.data, purchaseOrderApi: version };
	});

	it('without a text: every order once, the newest first, page after page', async () => {
		const found = await all('searchPurchaseOrders');
		expect(found.results.map(({ value }) => value)).toEqual(known().sort().reverse());
		expect(found.pages).toBe(Math.ceil(known().length / 50));
		expect(world.calls('sap').every(({ url }) => url.includes('/odata4/') === (version === 'V4'))).toBe(true);
	});

	it('by a part of the number and by supplier, with supplier and date; nothing found is no error', async () => {
		const [first] = headers();
		const { results } = await all('searchPurchaseOrders', first?.PurchaseOrder.slice(1));
		expect(results).toEqual([
			{
				name: `${first?.PurchaseOrder ?? ''} (supplier ${first?.Supplier ?? ''}, ${first?.PurchaseOrderDate ?? ''})`,
				value: first?.PurchaseOrder,
			},
		]);
		const ofSupplier = headers().filter(({ Supplier }) => Supplier === first?.Supplier);
		expect(values(await all('searchPurchaseOrders', first?.Supplier))).toEqual(
			ofSupplier.map(({ PurchaseOrder }) => PurchaseOrder).sort(),
		);
		expect((await all('searchPurchaseOrders', "no'order")).results).toEqual([]);
	});
});

it.each(['V2', 'V4'])('searchPurchaseRequisitions (%s): by number and by description', async (version) => {
	world.sapCredential.data = { ...world.sapCredential.data, purchaseRequisitionApi: version };
	const headers = world.simulators.dataset.sap.requisitions.map(({ header }) => header);
	const found = await all('searchPurchaseRequisitions');
	expect(found.results.map(({ value }) => value)).toEqual(
		headers
			.map(({ PurchaseRequisition }) => PurchaseRequisition)
			.sort()
			.reverse(),
	);
	const [first] = headers;
	const entry = {
		name: `${first?.PurReqnDescription ?? ''} (${first?.PurchaseRequisition ?? ''})`,
		value: first?.PurchaseRequisition,
	};
	expect((await all('searchPurchaseRequisitions', first?.PurchaseRequisition)).results).toEqual([entry]);
	expect((await all('searchPurchaseRequisitions', first?.PurReqnDescription)).results).toContainEqual(entry);
});

describe.each([
	['searchVendors', () => world.simulators.dataset.procore.vendors.filter(({ is_active }) => is_active !== false)],
	[
		'searchProjects',
		() => world.simulators.dataset.procore.projects.filter(({ active, visible }) => active && visible !== false),
	],
])('%s', (method, known) => {
	it('without a text: every active one once, page after page', async () => {
		world.changeProcore({ do: 'set-max-per-page', vendors: 2, projectsV11: 2 });
		const found = await all(method);
		expect(values(found)).toEqual(
			known()
				.map(({ id }) => String(id))
				.sort(),
		);
		expect(found.pages).toBe(Math.ceil(known().length / 2));
	});

	it('by a part of the name; nothing found is no error', async () => {
		const [one] = known();
		expect(values(await all(method, one?.name.slice(1)))).toContain(String(one?.id));
		expect((await all(method, 'nobody has this name')).results).toEqual([]);
	});

	it('a company that the app is not connected to is said in words', async () => {
		world.changeProcore({ do: 'set-connected', connected: false });
		await expect(world.search(method)).rejects.toMatchObject({
			message: 'The app is not connected to this Procore company',
			description: expect.stringContaining('App Management') as string,
		});
	});

	it('a quota that is used up for long: said at once, with the time', async () => {
		world.fault('procore', {
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '600' },
			path: '/rest/',
			times: 'always',
		});
		await expect(world.search(method)).rejects.toMatchObject({
			message: expect.stringContaining("Procore's request quota is used up until") as string,
		});
		expect(world.calls('procore')).toHaveLength(1);
	});
});
