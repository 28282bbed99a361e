import type { Origin } from './names.ts';
import type { Random } from './random.ts';

/** Where a supplier sits, with SAP's region code: letters in the US, numbers elsewhere. */
export interface Place {
	city: string;
	postalCode: string;
	region: string;
	country: Origin;
}

/** city, first digits of the postal code, region; the postal code is filled up to five (US, DE, FR) or six digits (CN). */
const places: Record<Origin, readonly (readonly [string, string, string])[]> = {
	US: [
		['Austin', '787', 'TX'],
		['Boston', '021', 'MA'],
		['Chicago', '606', 'IL'],
		['Dallas', '752', 'TX'],
		['Denver', '802', 'CO'],
		['Houston', '770', 'TX'],
		['Los Angeles', '900', 'CA'],
		['Minneapolis', '554', 'MN'],
		['Nashville', '372', 'TN'],
		['Phoenix', '850', 'AZ'],
		['Portland', '972', 'OR'],
		['Sacramento', '958', 'CA'],
		['Salt Lake City', '841', 'UT'],
		['San Diego', '921', 'CA'],
		['Seattle', '981', 'WA'],
	],
	DE: [
		['Mannheim', '681', '08'],
		['Stuttgart', '701', '08'],
		['München', '803', '09'],
		['Köln', '506', '05'],
		['Frankfurt am Main', '603', '06'],
		['Hamburg', '200', '02'],
	],
	FR: [
		['Lyon', '690', '69'],
		['Paris', '750', '75'],
		['Saint-Étienne', '420', '42'],
	],
	CN: [
		['上海', '2000', '020'],
		['苏州', '2150', '100'],
		['杭州', '3100', '130'],
	],
};

const streets: Record<Origin, readonly string[]> = {
	US: [
		'Commerce St',
		'Industrial Blvd',
		'Foundry Rd',
		'Railroad Ave',
		'Harbor Dr',
		'Quarry Ln',
		'Mill St',
		'Airport Rd',
	],
	DE: ['Industriestraße', 'Hafenstraße', 'Am Bahnhof', 'Gewerbepark', 'Lindenallee'],
	FR: ["Rue de l'Industrie", 'Avenue Jean Jaurès', 'Quai des Brumes'],
	CN: ['建设路', '工业大道', '人民东路'],
};

/** A place of the given country. */
export function place(origin: Origin, random: Random): Place {
	const [city, start, region] = random.pick(places[origin]);
	const length = origin === 'CN' ? 6 : 5;
	return { city, region, country: origin, postalCode: start + random.digits(length - start.length) };
}

/** Street and house number; SAP keeps them apart. */
export function street(origin: Origin, random: Random): { street: string; houseNumber: string } {
	return { street: random.pick(streets[origin]), houseNumber: String(random.int(1, origin === 'US' ? 9800 : 180)) };
}

/** A national phone number and the same number as dialled from abroad, from ranges kept free for examples. */
export function phone(origin: Origin, random: Random): { national: string; international: string } {
	const last = random.digits(4);
	const area = { US: '555-01', DE: '0621 55', FR: '01 99 00', CN: '021-5555' }[origin];
	const national = origin === 'US' ? `(512) ${area}${last.slice(0, 2)}` : `${area} ${last}`;
	const code = { US: '1', DE: '49', FR: '33', CN: '86' }[origin];
	const digits = national.replace(/\D/g, '').replace(/^0/, '');
	return { national, international: `+${code}${digits}` };
}
