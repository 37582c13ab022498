// PixiJS: its fastest way, particles, for stalls and marks (upright boxes; it has no polygons
// there), and bitmap text for the stalls in view, made within 3 ms of a frame. It is no map
// engine: what is in view is looked up in a grid of our own, and there is no hit test.

import {
	BitmapText,
	Container,
	Particle,
	ParticleContainer,
	Rectangle,
	Texture,
	WebGLRenderer,
} from "pixi.js";
import {
	boxOf,
	FILLS,
	FONT,
	FONT_PX,
	GROUND,
	INK,
	LIT,
	MARK,
	STROKE,
	TEXT_SCALE,
} from "./look.mjs";

const CELL_M = 16;
const TEXT_BUDGET_MS = 3;
/** The picture of a stall, stretched to each one's box. */
const PICTURE = { width: 64, height: 48 };

const tintOf = (color) => Number.parseInt(color.slice(1), 16);

/** Stalls by the cell of their middle. */
function gridOf(stalls) {
	const cells = new Map();
	const keyOf = (column, row) => column * 65536 + row;
	for (const [index, { x, y, w, h }] of stalls.entries()) {
		const key = keyOf(
			Math.floor((x + w / 2) / CELL_M),
			Math.floor((y + h / 2) / CELL_M),
		);
		if (!cells.has(key)) cells.set(key, []);
		cells.get(key).push(index);
	}
	return function* within(left, top, right, bottom) {
		const [first, last] = [
			Math.floor(left / CELL_M),
			Math.floor(right / CELL_M),
		];
		const [above, below] = [
			Math.floor(top / CELL_M),
			Math.floor(bottom / CELL_M),
		];
		for (let column = first; column <= last; column += 1) {
			for (let row = above; row <= below; row += 1) {
				yield* cells.get(keyOf(column, row)) ?? [];
			}
		}
	};
}

function stallTexture() {
	const canvas = document.createElement("canvas");
	Object.assign(canvas, PICTURE);
	const context = canvas.getContext("2d");
	context.fillStyle = "#fff";
	context.fillRect(0, 0, PICTURE.width, PICTURE.height);
	context.strokeStyle = STROKE;
	context.strokeRect(0.5, 0.5, PICTURE.width - 1, PICTURE.height - 1);
	return Texture.from(canvas);
}

/** Boxes with a tint as one container of particles. */
function particlesOf(boxes, texture, meta) {
	const container = new ParticleContainer({
		texture,
		boundsArea: new Rectangle(0, 0, meta.width, meta.height),
		dynamicProperties: {
			position: false,
			rotation: false,
			vertex: false,
			uvs: false,
			color: false,
		},
	});
	for (const { x, y, w, h, tint } of boxes) {
		const scaleX = w / texture.width;
		const scaleY = h / texture.height;
		container.particleChildren.push(
			new Particle({ texture, x, y, scaleX, scaleY, tint }),
		);
	}
	container.update();
	return container;
}

/** Shows the names of the stalls in view; true when some are left for the next frame. */
function writeNames(state) {
	const { view, size, names, written, stalls, within } = state;
	names.visible = view.scale >= TEXT_SCALE;
	if (!names.visible) return false;
	const startMs = performance.now();
	const [halfWidth, halfHeight] = [
		size.width / 2 / view.scale,
		size.height / 2 / view.scale,
	];
	const seen = new Set();
	let isLeft = false;
	for (const index of within(
		view.cx - halfWidth,
		view.cy - halfHeight,
		view.cx + halfWidth,
		view.cy + halfHeight,
	)) {
		if (!written.has(index)) {
			if (performance.now() - startMs > TEXT_BUDGET_MS) {
				isLeft = true;
				continue;
			}
			const style = {
				fontFamily: FONT,
				fontSize: FONT_PX,
				fill: INK,
				align: "center",
			};
			const text = new BitmapText({ text: stalls[index].text, style });
			text.anchor.set(0.5);
			written.set(index, text);
			names.addChild(text);
		}
		seen.add(index);
		const { x, y, w, h } = stalls[index];
		written
			.get(index)
			.position.set(
				Math.round((x + w / 2 - view.cx) * view.scale + size.width / 2),
				Math.round((y + h / 2 - view.cy) * view.scale + size.height / 2),
			);
	}
	for (const [index, text] of written) text.visible = seen.has(index);
	return isLeft;
}

function draw(state) {
	const { view, size, world, renderer, stage } = state;
	world.scale.set(view.scale);
	world.position.set(
		size.width / 2 - view.cx * view.scale,
		size.height / 2 - view.cy * view.scale,
	);
	const isLeft = writeNames(state);
	renderer.render({ container: stage });
	if (isLeft && !state.isAwaited) {
		state.isAwaited = true;
		requestAnimationFrame(() => {
			state.isAwaited = false;
			draw(state);
		});
	}
}

export default {
	format: "local",
	keepsData: false,

	async init({ el, width, height, data, meta, view }) {
		const renderer = new WebGLRenderer();
		await renderer.init({
			width,
			height,
			background: GROUND,
			antialias: false,
			autoDensity: false,
			resolution: 1,
		});
		el.append(renderer.canvas);
		const stalls = data.stalls.features.map((feature) => ({
			...boxOf(feature),
			tint: tintOf(FILLS[feature.properties.grade]),
			text: feature.properties.text,
		}));
		const marks = data.marks.features.map((feature) => ({
			...boxOf(feature),
			tint: tintOf(MARK),
		}));
		const [stage, world, names] = [
			new Container(),
			new Container(),
			new Container(),
		];
		const particles = particlesOf(stalls, stallTexture(), meta);
		world.addChild(particles, particlesOf(marks, Texture.WHITE, meta));
		stage.addChild(world, names);
		const state = {
			renderer,
			stage,
			world,
			names,
			particles,
			stalls,
			within: gridOf(stalls),
			size: { width, height },
			view,
			written: new Map(),
		};
		draw(state);
		return state;
	},

	setView(state, view) {
		state.view = view;
		draw(state);
	},

	async highlight(state, ids) {
		for (const id of ids) {
			state.particles.particleChildren[id].tint = tintOf(LIT);
		}
		state.particles.update();
		draw(state);
	},
};
