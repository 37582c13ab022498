//! The plan of the market, without a browser: from outlines in decimetres to a finished picture.
//!
//! Plan space is the level's own grid: decimetres, x to the east, y to the **south** (as on
//! paper). Screen space is CSS pixels from the map's upper left corner; the raster alone
//! thinks in device pixels.
//!
//! All levels lie side by side on one [`sheet`], so that the market, a building, a level and a
//! stall are one continuous map; a level's place there is an offset to its own grid.
//!
//! One stall's way to the screen: [`scene`] holds it in columns, [`viewport`] says where it
//! falls, [`raster`] colours it by [`theme`] and [`lighting`], [`label`] decides which of its
//! texts have room, and a touch finds it again through [`gesture`] and [`hit`].

/// Points, boxes and rings in decimetres.
pub mod geometry;
/// Sines and turns.
pub mod angle;
/// Which stalls lie near a point or inside a box.
pub mod grid;
/// Everything of a level that does not change while a person looks at it.
pub mod scene;
/// Outlined areas above the stalls.
pub mod area;
/// What changes often: lit, dimmed and chosen stalls, hidden layers.
pub mod lighting;
/// All levels of the market side by side on one plane.
pub mod sheet;
/// The sheet with what is known of its levels: what is to be drawn.
pub mod picture;
/// Where the eye is: centre, scale, turn; flights between two views.
pub mod viewport;
/// Fingers, mouse, wheel and keys become changes of the view.
pub mod gesture;
/// Where fingers are at the moment of a frame.
pub mod steady;
/// One view under fingers, keys, buttons, flights and glides: what moves it, and until when.
pub mod camera;
/// Which stall or place is under a finger.
pub mod hit;
/// From stall to stall by arrows.
pub mod neighbour;
/// Which texts and signs are shown, and where.
pub mod label;
/// The drawings of the service signs.
pub mod symbol;
/// Colours as data: light, dark, high contrast.
pub mod theme;
/// The software rasteriser: a picture of the level that needs no graphics processor.
pub mod raster;
