import type { ValueMap } from '../../lookup/values';

const subdivisions: Record<string, string> = {
	US: 'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP UM',
	CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT',
	AU: 'ACT NSW NT QLD SA TAS VIC WA',
	BR: 'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO',
	CH: 'AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH',
};
const known = new Map(Object.entries(subdivisions).map(([country, codes]) => [country, new Set(codes.split(' '))]));

export interface Place {
	country: string;
	region: string;
	/** What was left out, in words. */
	remarks: string[];
}

/**
 * Country and region as Procore takes them: ISO 3166 codes, the region one of that country's.
 *
 * Procore refuses a whole vendor over a bad pair ("Invalid State Code for Country"), and SAP's regions are ISO codes in
 * some countries only (Germany's are numbers), so what is neither mapped nor known is left out, with a remark.
 * A row of `sap_procore_values` wins: kind `country`, or kind `region` with the SAP value as `DE/08`.
 */
export function place(sap: { country: string; region: string }, values: ValueMap): Place {
	const country = values.find('country', sap.country) ?? sap.country;
	if (country === '')
		return leftOut('', sap.region === '' ? [] : [`Region ${sap.region} has no country and was left out.`]);
	if (!/^[A-Z]{2}$/.test(country))
		return leftOut('', [`Country ${sap.country} is not an ISO code and was left out: map it in sap_procore_values.`]);
	if (sap.region === '') return leftOut(country, []);
	const mapped = values.find('region', `${sap.country}/${sap.region}`);
	if (mapped !== undefined) return { country, region: mapped, remarks: [] };
	if (known.get(country)?.has(sap.region)) return { country, region: sap.region, remarks: [] };
	return leftOut(country, [
		`Region ${sap.region} of ${country} is not an ISO code and was left out: map ${sap.country}/${sap.region} in sap_procore_values.`,
	]);
}

function leftOut(country: string, remarks: string[]): Place {
	return { country, region: '', remarks };
}
