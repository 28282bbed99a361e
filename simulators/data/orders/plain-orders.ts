import { glAccountOf } from '../cost-codes.ts';
import { dayBefore, stampBefore } from '../dates.ts';
import type { ProjectSpec } from '../project-spec.ts';
import { type Random, randomFor } from '../random.ts';
import { orderPositions } from '../sap-projects.ts';
import type { AssignmentSpec, ItemSpec, OrderSpec } from './order-spec.ts';
import { type Ware, wares } from './trades.ts';

/** What an ordinary order is given; everything else follows from its number. */
export interface PlainOrder {
	number: string;
	supplier: { number: string; paymentTerms: string };
	/** All of its items; usually one. */
	projects: readonly [ProjectSpec, ...ProjectSpec[]];
	/** Account assignments in all, one or more. */
	assignments: number;
	/** Instead of a stamp of its own; null for never stamped. */
	changedAt?: string | null;
}

/** An unremarkable released order: amounts that add up, units and accounts that are mapped. */
export function plainOrder({ number, supplier, projects, assignments, changedAt }: PlainOrder): OrderSpec {
	const random = randomFor('order', number);
	const [first] = projects;
	const createdDaysAgo = random.int(3, 300);
	const stamp = stampBefore(random.int(1, createdDaysAgo), random);
	const trade = random.pick(wares);
	const items: ItemSpec[] = [];
	for (let left = assignments; left > 0; ) {
		const shares = random.chance(75) ? 1 : Math.min(left, random.int(2, 3));
		const ware = random.chance(60) ? trade : random.pick(wares);
		const project = projects[items.length % projects.length] ?? first;
		items.push(plainItem(ware, project, shares, dayBefore(createdDaysAgo - random.int(5, 90)), random));
		left -= shares;
	}
	return {
		number,
		supplier: supplier.number,
		companyCode: first.companyCode,
		currency: first.currency,
		date: dayBefore(createdDaysAgo),
		changedAt: changedAt === undefined ? stamp : changedAt,
		paymentTerms: supplier.paymentTerms,
		items,
	};
}

function plainItem(ware: Ware, project: ProjectSpec, shares: number, deliveryDate: string, random: Random): ItemSpec {
	const quantity = Math.max(shares, random.int(...ware.quantities));
	const wbsElement = () => `${project.sapProject}.${random.pick(orderPositions)}`;
	const glAccount = glAccountOf(ware.code, ware.type);
	const parts = Array.from({ length: shares }, (_, index) => share(quantity, shares, index));
	return {
		text: ware.text,
		quantity: String(quantity),
		unit: ware.unit,
		price: priceText(random.int(...ware.prices), project.currency, random),
		deliveryDate,
		assignments: parts.map(
			(part): AssignmentSpec => ({ glAccount, wbsElement: wbsElement(), ...(shares > 1 ? { quantity: part } : {}) }),
		),
	};
}

/** Even shares of a whole number; the last one takes what is left. */
function share(quantity: number, shares: number, index: number): string {
	const even = Math.floor(quantity / shares);
	return String(index === shares - 1 ? quantity - even * (shares - 1) : even);
}

/** The price of a ware in the currency of the project. */
function priceText(dollars: number, currency: string, random: Random): string {
	if (currency === 'JPY') return String(dollars * 150 + random.int(0, 99));
	if (currency === 'KWD') return `${String(Math.ceil(dollars * 0.31))}.${random.digits(3)}`;
	return `${String(dollars)}.${String(random.int(0, 99)).padStart(2, '0')}`;
}
