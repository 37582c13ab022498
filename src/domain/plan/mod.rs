//! Geometry, viewport, gestures, hit test, label placement and drawing, all without a browser.
