import type { Clock } from '../core/clock.ts';

/** A Procore project as the data generator gives it; what is left out gets a plain default. */
export interface SimProject {
	id: number;
	name: string;
	project_number: string | null;
	active: boolean;
	accounting_project_number?: string | null;
	origin_id?: string | null;
	origin_code?: string | null;
	origin_data?: string | null;
	/** ISO 4217; Procore shows a project in one currency. */
	currency?: string;
	stage?: string | null;
	address?: string | null;
	city?: string | null;
	zip?: string | null;
	state_code?: string | null;
	country_code?: string | null;
	time_zone?: string | null;
	start_date?: string | null;
	completion_date?: string | null;
	is_demo?: boolean;
	custom_fields?: Record<string, { data_type: string; value: unknown }>;
	/** ISO 8601. */
	created_at?: string;
	updated_at?: string;
	/** False: outside the permitted projects of the service account, so every call on it answers 404. */
	visible?: boolean;
	/** Tools switched off in this project (for example `directory`): calls on them answer 403. */
	disabledTools?: string[];
}

export interface BusinessRegister {
	/** The only two kinds Procore knows. */
	type: 'abn' | 'ein';
	identifier: string;
}

/** A company vendor as the data generator gives it; what is left out gets a plain default. */
export interface SimVendor {
	id: number;
	name: string;
	abbreviated_name?: string | null;
	trade_name?: string | null;
	address?: string | null;
	city?: string | null;
	zip?: string | null;
	/** ISO 3166-2 without the country, upper case. */
	state_code?: string | null;
	/** ISO 3166-1 alpha-2, upper case. */
	country_code?: string | null;
	business_phone?: string | null;
	mobile_phone?: string | null;
	fax_number?: string | null;
	email_address?: string | null;
	website?: string | null;
	license_number?: string | null;
	notes?: string | null;
	is_active?: boolean;
	origin_id?: string | null;
	origin_code?: string | null;
	origin_data?: string | null;
	parent_id?: number | null;
	business_register?: BusinessRegister | null;
	/** Projects whose directory lists the vendor. */
	project_ids?: number[];
	/** The company that owns the record; the simulated company when left out. Other companies' vendors are invisible. */
	company_id?: number;
	/** ISO 8601. */
	created_at?: string;
	updated_at?: string;
}

/** Rate windows: requests an hour and requests in ten seconds. */
export interface SimLimits {
	hourlyLimit: number;
	spikeLimit: number;
	/** False switches both windows off; the headers are still sent. */
	limits: boolean;
}

/** The largest `per_page` that is honoured; more is cut down without an error, as Procore does. */
export interface SimMaxPerPage {
	/** GET /rest/v1.0/vendors and its inactive list. */
	vendors: number;
	/** GET /rest/v1.1/projects. */
	projectsV11: number;
	/** Every other list. */
	other: number;
}

export interface ProcoreSimulatorOptions extends Partial<SimLimits> {
	companyId: number;
	/** Default `Example Builders`. */
	companyName?: string;
	clientId: string;
	clientSecret: string;
	projects?: SimProject[];
	vendors?: SimVendor[];
	/** Default 5400. */
	tokenLifetimeSeconds?: number;
	/** Token answers without expires_in. */
	omitExpiresIn?: boolean;
	maxPerPage?: Partial<SimMaxPerPage>;
	/** A larger JSON body is answered with 413. Default 10 MB. */
	maxBodyBytes?: number;
	clock?: Clock;
}
