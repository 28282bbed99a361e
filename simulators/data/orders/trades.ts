import type { CostType } from '../cost-codes.ts';

/** Something that is bought: on which cost code and type, in which unit, between which prices. */
export interface Ware {
	text: string;
	code: string;
	type: CostType;
	unit: string;
	/** In US dollars or euros; whole. */
	prices: readonly [number, number];
	quantities: readonly [number, number];
}

const ware = (
	text: string,
	code: string,
	type: CostType,
	unit: string,
	prices: Ware['prices'],
	quantities: Ware['quantities'],
): Ware => ({ text, code, type, unit, prices, quantities });

/** What ordinary orders are about. */
export const wares: readonly Ware[] = [
	ware('Wall formwork panels, rental', '03-100', 'E', 'DAY', [40, 180], [5, 60]),
	ware('Formwork plywood 3/4 in', '03-100', 'M', 'EA', [38, 74], [20, 300]),
	ware('Rebar #5, cut and bent', '03-200', 'M', 'TO', [980, 1450], [2, 40]),
	ware('Rebar placing', '03-200', 'S', 'LE', [4500, 38000], [1, 1]),
	ware('Ready-mix concrete 4000 psi', '03-300', 'M', 'M3', [135, 210], [8, 160]),
	ware('Concrete pump with operator', '03-300', 'E', 'H', [190, 320], [4, 24]),
	ware('Hollow core slabs', '03-400', 'M', 'M2', [78, 140], [40, 600]),
	ware('Precast stairs, installed', '03-400', 'S', 'LE', [8000, 26000], [1, 2]),
	ware('CMU blocks 8 in', '04-200', 'M', 'EA', [2, 5], [200, 4000]),
	ware('Structural steel, fabricated', '05-100', 'M', 'TO', [2600, 4100], [3, 60]),
	ware('Steel erection', '05-100', 'S', 'LE', [22000, 90000], [1, 1]),
	ware('Handrails and ladders', '05-500', 'M', 'M', [90, 260], [10, 120]),
	ware('Blocking and rough framing', '06-100', 'L', 'H', [58, 92], [8, 160]),
	ware('Reception casework', '06-400', 'S', 'LE', [6000, 21000], [1, 3]),
	ware('Membrane waterproofing', '07-100', 'M', 'M2', [11, 34], [60, 900]),
	ware('Mineral wool insulation', '07-200', 'M', 'M2', [7, 19], [100, 1500]),
	ware('TPO roofing, installed', '07-500', 'S', 'LE', [30000, 120000], [1, 1]),
	ware('Hollow metal doors', '08-100', 'M', 'EA', [420, 980], [2, 60]),
	ware('Storefront glazing', '08-400', 'S', 'LE', [15000, 70000], [1, 2]),
	ware('Gypsum board 5/8 in', '09-250', 'M', 'M2', [6, 14], [200, 3000]),
	ware('Porcelain tile', '09-300', 'M', 'M2', [24, 68], [40, 500]),
	ware('Painting, two coats', '09-900', 'S', 'LE', [5000, 28000], [1, 2]),
	ware('Markerboards', '10-100', 'M', 'EA', [180, 420], [4, 30]),
	ware('Elevator, progress payment', '14-200', 'S', 'LE', [40000, 150000], [1, 1]),
	ware('Sprinkler heads', '21-100', 'M', 'EA', [12, 38], [40, 600]),
	ware('Copper pipe 1 in', '22-100', 'M', 'M', [9, 21], [50, 800]),
	ware('Ductwork, fabricated', '23-100', 'M', 'KG', [6, 13], [200, 4000]),
	ware('Air handling unit, set', '23-100', 'S', 'LE', [18000, 64000], [1, 3]),
	ware('Switchgear', '26-100', 'M', 'EA', [3500, 18000], [1, 4]),
	ware('Electrician, overtime', '26-100', 'L', 'H', [85, 130], [8, 120]),
	ware('Excavator 20 t with operator', '31-200', 'E', 'H', [140, 230], [8, 200]),
	ware('Haul-off of spoils', '31-200', 'S', 'TO', [12, 28], [100, 2500]),
	ware('Asphalt paving', '32-100', 'S', 'M2', [22, 48], [200, 3000]),
	ware('Ductile iron pipe 8 in', '33-100', 'M', 'M', [55, 96], [30, 400]),
	ware('Site fence, rental', '01-500', 'E', 'DAY', [20, 60], [30, 300]),
	ware('Portable toilets', '01-500', 'O', 'DAY', [9, 18], [30, 240]),
	ware('Final cleaning', '01-740', 'S', 'LE', [2500, 14000], [1, 2]),
	ware('Selective demolition', '02-400', 'S', 'LE', [8000, 45000], [1, 1]),
	ware('Site superintendent, contract', '01-100', 'L', 'H', [75, 120], [20, 160]),
	ware('Plan printing and permits', '01-100', 'O', 'EA', [60, 400], [1, 12]),
];
