const legalForms = new Set(
	'and und et llc llp lp inc incorporated corp corporation co company ltd limited plc pc gmbh mbh ag kg kgaa ohg gbr ug se sa sas sarl srl spa bv nv ab as oy pty cie'.split(
		' ',
	),
);

/**
 * The name without what people spell differently: case, accents, punctuation, spaces and the legal form.
 * "Star Framing" and "STAR FRAMING, L.L.C." give the same; names in other scripts keep their characters.
 * Used to notice near duplicates, never to link.
 */
export function nearName(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.replace(/&/g, ' and ')
		.replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
		.replace(/['’`]/g, '');
	const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
	while (words.length > 1 && legalForms.has(words.at(-1) ?? '')) words.pop();
	return words.join(' ');
}
