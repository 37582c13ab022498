// How every engine shall draw the market: colours by grade, the red mark, numbers and names.

export const FILLS = ["#e3e3e3", "#cfe8cf", "#d5e3f5", "#fbe9c0"];
export const STROKE = "#7d7d7d";
export const MARK = "#d40f1f";
export const LIT = "#ff8c00";
export const GROUND = "#f4f1ea";
export const INK = "#1b1b1b";
export const FONT_PX = 11;
export const FONT =
	'"Noto Sans CJK SC","Noto Sans Arabic","Noto Sans",sans-serif';
/** Stalls carry text from this scale on, CSS pixels of a metre: most are 60 px wide then. */
export const TEXT_SCALE = 10;

/** Degrees of a metre on the sphere of web maps, at the equator. */
export const DEG_PER_M = 180 / (6378137 * Math.PI);

/** The middle of a view in degrees; the sheet lies around 0, 0. */
export const degreesOf = (meta, { cx, cy }) => [
	(cx - meta.width / 2) * DEG_PER_M,
	-(cy - meta.height / 2) * DEG_PER_M,
];

export const rgbOf = (color) => {
	const number = Number.parseInt(color.slice(1), 16);
	return [number >> 16, (number >> 8) & 255, number & 255];
};

/** The ring of a stall. */
export const ringOf = (feature) => feature.geometry.coordinates[0];

/** The upright box around a stall. */
export function boxOf(feature) {
	const ring = ringOf(feature);
	const xs = ring.map((point) => point[0]);
	const ys = ring.map((point) => point[1]);
	const [x, y] = [Math.min(...xs), Math.min(...ys)];
	return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
}
