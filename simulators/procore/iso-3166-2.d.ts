declare module 'iso-3166-2' {
	interface Country {
		name: string;
		sub: Record<string, { type: string; name: string }>;
	}
	const iso3166: { data: Record<string, Country | undefined> };
	export default iso3166;
}
