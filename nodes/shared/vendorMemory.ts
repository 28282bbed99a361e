import { readOriginData, writeOriginData, type OriginData } from './fingerprint';

/** What is kept in the `origin_data` of a vendor. */
export interface VendorMemory extends Pick<OriginData, 'fingerprint' | 'changedAt'> {
	/** The sync made it inactive, so the sync may make it active again; what a person made inactive stays so. */
	deactivated: boolean;
}

/** @returns the text for Procore's `origin_data` */
export const writeVendorMemory = ({ deactivated, ...data }: VendorMemory): string =>
	writeOriginData(deactivated ? { ...data, more: { off: '1' } } : data);

/** @returns null when the text is missing or not ours */
export function readVendorMemory(originData: string | null | undefined): VendorMemory | null {
	const data = readOriginData(originData);
	return data && { ...data, deactivated: data.more?.off !== undefined };
}
