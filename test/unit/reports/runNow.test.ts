import { documentsOf } from '../../../nodes/SapToProcore/actions/report/forms/mappedRows';
import { runReleased } from '../../../nodes/SapToProcore/actions/report/forms/runReleased';
import type { FormContext } from '../../../nodes/SapToProcore/actions/report/forms/form';
import { summed, type DocumentEffect, type EffectKind } from '../../../nodes/SapToProcore/mapping/effects/effect';

const place = { projectId: '1', costCode: '03-100', costType: 'M' };
const effects = (kind: EffectKind, count: number): DocumentEffect[] =>
	Array.from({ length: count }, (_, nth) => ({
		...{ kind, entity: 'purchase_order', sapKey: `${kind} ${String(nth)}`, reason: '' },
		...{ from: place, to: place, amount: '1.00', currency: 'USD' },
	}));
const kindsOf = (effect: DocumentEffect[]) => documentsOf(summed(effect, [])).map(({ key }) => key.split(' ')[0]);

it('Run now takes 400 documents, first those that no run takes up by itself', () => {
	const kinds = kindsOf([...effects('released', 300), ...effects('moved', 200), ...effects('later', 150)]);
	expect(kinds).toHaveLength(400);
	expect(kinds.filter((kind) => kind === 'later')).toHaveLength(150);
});

it('and nothing that is not sent', () => {
	expect(kindsOf([...effects('notSent', 2), ...effects('stopped', 2), ...effects('released', 1)])).toEqual([
		'released',
	]);
});

it.each([
	[399, '399 purchase orders can be sent now'],
	[401, 'The first 400 purchase orders can be sent now'],
])('of %s it says: %s', async (count, title) => {
	const documents = documentsOf(summed(effects('later', count), []));
	const form = { form_id: 'f', action: 'map', result: JSON.stringify({ message: '', documents }) };
	const ledger = { rows: (table: string) => Promise.resolve(table === 'forms' ? [form] : []) };
	const mapping = runReleased.find(({ page }) => page === 'mapping');
	expect(await mapping?.propose({ ledger } as unknown as FormContext, { form: ['f'] })).toMatchObject({ title });
});
