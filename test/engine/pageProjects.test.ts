import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { randomFor, type Random } from '../../simulators/data/random.ts';
import { EffectScene, happened, type Happened } from './support/effectScene.ts';
import { Pages } from './support/pages.ts';

const projectsTable = 'sap_procore_projects';
const nouns: Record<string, string> = { 'purchase order': 'purchase_order', 'purchase requisition': 'requisition' };
const textOf = (html: string) => html.replace(/<[^>]+>/g, '').trim();

/** What the page says that becomes of orders and requisitions, by its table. */
function announcedOn(html: string): Omit<Happened, 'costs' | 'budget'> {
	const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
		Object.fromEntries(
			[...row.matchAll(/<td data-label="([^"]+)"[^>]*>(.*?)<\/td>/gs)].map(([, label = '', cell = '']) => [
				label,
				textOf(cell),
			]),
		),
	);
	const of = (kind: string) =>
		rows.flatMap((row) => {
			const entity = nouns[row.What ?? ''];
			return row.Becomes === kind && entity ? [{ key: `${entity} ${row['SAP key'] ?? ''}`, row }] : [];
		});
	const keys = (kind: string) => [...new Set(of(kind).map(({ key }) => key))].sort();
	const amounts = (kind: string) => {
		const sums: Record<string, number> = {};
		for (const { row } of of(kind)) {
			const amount = Math.round(Number((row.Amount ?? '').replaceAll(',', '')) * 1000);
			sums[row.Currency ?? ''] = (sums[row.Currency ?? ''] ?? 0) + (kind === 'moved' ? Math.abs(amount) : amount);
		}
		return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
	};
	return {
		released: { documents: keys('released'), amounts: amounts('released') },
		moved: { documents: keys('moved'), amounts: amounts('moved') },
		stopped: keys('no longer sent'),
		notSent: keys('still not sent'),
	};
}

/** The orders among it alone. */
function ordersIn({ released, moved, stopped, notSent }: Omit<Happened, 'costs' | 'budget'>) {
	const orders = (keys: readonly string[]) => keys.filter((key) => key.startsWith('purchase_order '));
	return [released.documents, moved.documents, stopped, notSent].map(orders);
}

/** A branch that some WBS elements of orders begin with, for any project. */
function randomBranch(random: Random): string {
	const project = `P-10${random.pick(['01', '02', '03', '04', '05', '16'])}`;
	const element = `${project}.${String(random.int(1, 4))}`;
	return random.pick([element, element, `${element}*`, `${element}.${String(random.int(1, 3))}`, `${project}*`]);
}

describe('the page Projects, between runs of the sync', () => {
	it('a branch does in the next run what the page has announced, again and again', async (test) => {
		const scene = await EffectScene.open('tour', { contractStatus: 'Approved' });
		const { world } = scene;
		const pages = new Pages(world.engine);
		const { tables } = world.engine;
		const random = randomFor('branches', 'tour');
		const orders = world.simulators.dataset.sap.orders.map(({ header }) => header.PurchaseOrder);
		// Somebody has said of a part of the projects only what belongs to them.
		tables.edit(projectsTable, ({ id }) => id % 3 === 0, { sap_project: 'X-9999', source: 'manual' });
		for (let run = 0; run < 3; run++) {
			await scene.run();
			world.later(30);
		}
		const figures = { added: 0, refused: 0, released: 0, moved: 0, notSent: 0, stopped: 0 };
		const differences: string[] = [];
		for (let at = 0; at < 12; at++) {
			// Orders that the next run reads again, because SAP has changed them a moment ago.
			for (const order of new Set(Array.from({ length: 12 }, () => random.pick(orders))))
				world.simulators.sap.simulator.change({ do: 'edit-order', order, set: {} });
			// What is under way, such as a contract that is moved, takes a second run, whatever the page says.
			for (let run = 0; run < 2; run++) {
				world.later(3);
				await scene.run();
			}
			world.later(2);
			const branch = randomBranch(random);
			const projects = tables.rows(projectsTable).map(({ project_id: id }) => String(id));
			const project = random.pick(projects);
			const html = await pages.open({ page: 'projects', do: 'branch', branch, project });
			if (!html.includes('name="token"')) {
				figures.refused++;
				continue;
			}
			assert.doesNotMatch(html, /because of it is not known|brings is not known/);
			const before = await scene.recorded();
			await pages.confirm('projects', html);
			await scene.run();
			const after = await scene.recorded();
			const { released, moved, stopped, notSent } = happened(before, after, {}, {}, {});
			const said = announcedOn(html);
			const [, told = '0'] = /The next run releases [^.]*?(\d+) purchase order/.exec(html) ?? [];
			assert.equal(Number(told), ordersIn(said)[0]?.length, 'documents are counted, not their lines');
			// Of what bills a contract that has to stay as it is, nothing is foretold: it follows in a later run.
			const isBilled = [...after.values()].some(({ reasons }) =>
				reasons.some((each) => each.includes('already_billed')),
			);
			const compared = isBilled ? ordersIn : (all: typeof said) => all;
			try {
				assert.deepEqual(compared({ released, moved, stopped, notSent }), compared(said));
			} catch (error) {
				differences.push(`${branch} for ${project}\n${(error as Error).message}`);
			}
			figures.added++;
			figures.released += said.released.documents.length;
			figures.moved += said.moved.documents.length;
			figures.notSent += said.notSent.length;
			figures.stopped += said.stopped.length;
		}
		test.diagnostic(JSON.stringify(figures));
		assert.deepEqual(differences, []);
		assert.ok(figures.added > 5 && figures.released + figures.moved > 5, 'the branches do something');
	});
});
