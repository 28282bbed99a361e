import { facts, type Candidate, type Fact } from '../../lanes/supplier/candidates';

const names: Record<Fact, string> = { taxNumber: 'tax number', name: 'name', address: 'address', phone: 'phone' };

/** What speaks for a candidate: `the same tax number, almost the same name`. */
export function alikeText({ likeness }: Candidate): string {
	const texts = facts.flatMap((fact) => {
		const like = likeness[fact];
		return like ? [`${like === 'exact' ? 'the same' : 'almost the same'} ${names[fact]}`] : [];
	});
	return texts.join(', ') || 'nothing on record';
}

/** Why a supplier cannot be linked to a vendor, whatever somebody decides; `""` = it can. */
export function refusalOf({ owner, supplier }: Pick<Candidate, 'owner' | 'supplier'>, forSupplier: string): string {
	if (owner === 'other') return 'another integration owns it';
	if (owner !== 'us') return '';
	if (supplier === forSupplier) return 'it is the vendor of this supplier already';
	return supplier === '' ? 'it belongs to another supplier' : `it belongs to supplier ${supplier}`;
}
