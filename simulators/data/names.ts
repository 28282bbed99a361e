import type { Random } from './random.ts';

export type Origin = 'US' | 'DE' | 'FR' | 'CN';

const surnames = {
	US: 'Abbott Alvarez Anderson Baxter Bennett Blackwell Brennan Caldwell Carver Castillo Chavez Coleman Crawford Dalton Delgado Donovan Ellison Everett Ferris Flores Gallagher Garrison Granger Halvorsen Hargrove Hawkins Holloway Ingram Jensen Kowalski Larkin Lindqvist Maddox Marchetti McAllister Mendoza Monroe Nakamura Novak Ortega Pacheco Pruitt Quintero Ramsey Reinhardt Salazar Sawyer Sheridan Stanton Tillman Trujillo Underwood Vargas Wheeler Whitaker Yates Zamora'.split(
		' ',
	),
	DE: 'Albrecht Bachmann Brückner Dörfler Engelhardt Förster Grünwald Hartmann Höfer Krüger Lindner Möller Nägele Oberländer Pfeiffer Röder Schäfer Steinhauer Vögele Weißmann'.split(
		' ',
	),
	FR: 'Aubert Bérard Chevallier Delorme Fournier Gérard Lefèvre Marchand Perrault Rousseau'.split(' '),
	CN: '恒远 宏达 鑫盛 华宇 永泰 瑞丰 建安 东方'.split(' '),
};

const trades = {
	US: 'Acoustics;Asphalt Paving;Cabinetry;Carpentry;Concrete;Crane Services;Curtain Wall;Demolition;Door & Hardware;Drilling;Earthworks;Electric;Elevator Services;Erectors;Excavating;Fencing;Fire Protection;Fireproofing;Flooring;Foundations;Glass;HVAC;Insulation;Ironworks;Landscaping;Lath and Plaster;Masonry;Mechanical;Millwork;Painting;Plumbing;Precast;Ready Mix;Rebar;Roofing;Scaffolding;Sheet Metal;Site Work;Steel Fabrication;Stone;Surveying;Tile;Underground Utilities;Waterproofing'.split(
		';',
	),
	DE: 'Tiefbau;Hochbau;Stahlbau;Dachtechnik;Elektrotechnik;Sanitär und Heizung;Trockenbau;Gerüstbau;Betonwerk;Metallbau;Fensterbau;Straßenbau'.split(
		';',
	),
	FR: 'Maçonnerie;Charpente;Couverture;Électricité;Plomberie;Béton;Façades;Étanchéité'.split(';'),
	CN: '钢结构工程;建筑材料;幕墙工程;机电设备;消防工程'.split(';'),
};

const legalForms = {
	US: [', LLC', ', Inc.', ', Inc.', ' Co.', ' Corp.', ', LP'],
	DE: [' GmbH', ' GmbH', ' GmbH & Co. KG', ' AG', ' KG'],
	FR: [' SARL', ' SAS', ' SA'],
	CN: ['有限公司', '股份有限公司'],
};

const placesCn = ['苏州', '杭州', '上海', '深圳'];

/** A company name such as "Halvorsen Site Work, LLC", or "Halvorsen Yates Site Work, LLC" with two partners. */
export function companyName(origin: Origin, random: Random, partners: 1 | 2 = 1): string {
	const [first, trade, form] = [surnames[origin], trades[origin], legalForms[origin]].map((list) => random.pick(list));
	const space = origin === 'CN' ? '' : ' ';
	const surname = partners === 1 ? first : `${first ?? ''}${space}${random.pick(surnames[origin])}`;
	if (origin === 'CN') return `${random.pick(placesCn)}${surname ?? ''}${trade ?? ''}${form ?? ''}`;
	return `${surname ?? ''} ${trade ?? ''}${form ?? ''}`;
}

const legalWords = /(\b(llc|inc|co|corp|lp|gmbh|kg|ag|sarl|sas|sa)\b|股份|有限公司)/g;

/**
 * What is left of a name without case, accents, punctuation and legal form.
 *
 * Two records may share it only where a case says so: an accidental near match would make a test pass by luck.
 */
export function nameSkeleton(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/ß/g, 'ss')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.replace(legalWords, '')
		.replace(/ /g, '');
}

/**
 * A name as SAP holds it: two parts of 40 characters at most, cut at a space.
 * Throws RangeError for a name that does not fit.
 */
export function nameParts(name: string): [string, string] {
	if (name.length <= 40) return [name, ''];
	const cut = name.lastIndexOf(' ', 40);
	const parts: [string, string] = [name.slice(0, cut), name.slice(cut + 1)];
	if (cut < 0 || parts[1].length > 40) throw new RangeError(`name does not fit two parts of 40: ${name}`);
	return parts;
}
