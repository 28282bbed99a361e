import iso3166 from 'iso-3166-2';
import type { FieldErrors } from './errors.ts';

/**
 * Checks a country and a state as Procore does: ISO 3166 codes in upper case, the state one of that country.
 * Procore: working with country codes; "Invalid State Code for Country". Blank values pass.
 */
export function checkCountryAndState(country: string | null, state: string | null): FieldErrors {
	if (country !== null && country !== '' && (!/^[A-Z]{2}$/.test(country) || iso3166.data[country] === undefined)) {
		return { country_code: ['Invalid Country Code'] };
	}
	if (state === null || state === '') return {};
	const states = country === null || country === '' ? undefined : iso3166.data[country]?.sub;
	if (country === null || states?.[`${country}-${state}`] === undefined) {
		return { state_code: ['Invalid State Code for Country'] };
	}
	return {};
}
