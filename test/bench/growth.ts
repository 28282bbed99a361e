/** How a measure follows a size: as a straight line with what it explains (R²), and as a power of it. */
export interface Growth {
	/** How much of the differences a straight line explains, 0 to 1. */
	rSquared: number;
	/** 1: twice the size is twice the measure; 2: four times. NaN where a measure is 0. */
	exponent: number;
	/** Of the straight line: the measure of one more. */
	perOne: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function line(points: ReadonlyArray<readonly [number, number]>): { slope: number; rSquared: number } {
	const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
	const sum = (of: (x: number, y: number) => number) =>
		points.reduce((total, [x, y]) => total + of(x - middleX, y - middleY), 0);
	const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
	return { slope: xy / xx, rSquared: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

/** @param points size and measure, of two sizes at least */
export function growthOf(points: ReadonlyArray<readonly [number, number]>): Growth {
	const { slope, rSquared } = line(points);
	const exponent = line(points.map(([x, y]) => [Math.log(x), Math.log(y)])).slope;
	return { rSquared, exponent, perOne: slope };
}
