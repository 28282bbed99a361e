import { finding, type DesiredVendor, type Finding, type Outcome, type Supplier } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import { valueMap } from '../../lookup/values';
import { decisions } from '../../lookup/vendorDecisions';
import { vendorDirectory } from '../../lanes/supplier/directory';
import { matchVendors } from '../../lanes/supplier/match';
import { counted } from '../kit/format';
import type { ReadinessInput } from './input';
import type { HeldSupplier, SupplierForecast } from './model';
import { isTolerated } from './tolerance';

/** What the first run would do with the suppliers, by the same rule as the run itself. */
export function supplierForecast({
	matching,
	vendor,
}: Pick<ReadinessInput, 'matching' | 'vendor'>): SupplierForecast | null {
	if (!matching) return null;
	const { suppliers, vendors } = matching;
	const matched = matchVendors({
		suppliers,
		directory: vendorDirectory(vendors),
		decisions: decisions(matching.decisions),
		// Which words Procore has for terms and regions decides on no vendor.
		values: valueMap([]),
		settings: vendor,
	});
	const desired = matched.flatMap((each) => ('desired' in each ? [each.desired] : []));
	const stopped = matched.flatMap((each) =>
		'outcome' in each ? [{ outcome: each.outcome, supplier: suppliers[each.index] }] : [],
	);
	const count = (wanted: ReturnType<typeof wayOf>) => desired.filter((each) => wayOf(each) === wanted).length;
	return {
		known: count('known'),
		link: count('link'),
		create: count('create'),
		ignored: stopped.filter(({ outcome }) => outcome.status === 'ignored').length,
		held: stopped.filter(({ outcome }) => outcome.status !== 'ignored').map(heldSupplier),
	};
}

function wayOf({ originId, observed }: DesiredVendor): 'known' | 'link' | 'create' {
	if (!observed) return 'create';
	return observed.origin_id === originId ? 'known' : 'link';
}

function heldSupplier({ outcome, supplier }: { outcome: Outcome; supplier: Supplier | undefined }): HeldSupplier {
	const { sapKey, reason, message } = outcome;
	return { supplier: sapKey, name: supplier?.name ?? '', reason, message, advice: reasonFor(reason).advice };
}

export function supplierFindings(forecast: SupplierForecast | null, tolerance: number): Finding[] {
	if (!forecast) return [];
	const { known, link, create, ignored, held } = forecast;
	const looked = known + link + create + held.length;
	const about = { system: 'procore', area: 'vendors', subject: 'Suppliers' } as const;
	if (looked + ignored === 0) return [finding({ ...about, system: 'sap', ...noSupplier })];
	const what = `Of ${counted(looked + ignored, 'supplier')} ${known} have their vendor in Procore, ${link} would be linked to one, ${create} created, ${held.length} held, ${ignored} left out.`;
	if (isTolerated(String(looked - held.length), String(looked), tolerance))
		return [finding({ ...about, state: 'fits', what })];
	return [
		finding({
			...about,
			state: 'attention',
			what,
			todo: 'On the page Vendors, decide on the suppliers that are held: they appear there once a run has met them. They are listed below.',
		}),
	];
}

const noSupplier = {
	state: 'attention',
	what: 'SAP returned no supplier at all.',
	todo: 'Ask the SAP administrator (SU01, PFCG; in S/4HANA Cloud: Maintain Communication Users) whether the user of the credential may display business partners: SAP leaves out what it may not show.',
} as const;
