//! What changes often on the map: which stalls are lit, which one is chosen, what is hidden.
//!
//! Kept apart from the scene so that lighting thousands of stalls is one pass over bytes.

/// How one stall is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Light {
    #[default]
    Normal = 0,
    /// One of the stalls the person asked for.
    Lit = 1,
    /// Not asked for while others are.
    Dimmed = 2,
}

/// Kinds of signs that may be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Layer {
    Numbers = 1,
    Names = 2,
    Marks = 4,
    Grades = 8,
    Places = 16,
}

/// The lighting of one level's stalls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lighting {
    /// One byte a stall; empty while every stall is normal.
    lights: Vec<u8>,
    lit_count: usize,
    chosen: Option<u32>,
    hidden: u8,
}

impl Lighting {
    /// Lights `matches` and dims the other stalls of a level that has `stalls` of them.
    /// Indices beyond the level are ignored. Without a match every stall is dimmed, which is
    /// the honest picture of "not on this level".
    pub fn on(stalls: usize, matches: impl IntoIterator<Item = usize>) -> Self {
        let mut lights = vec![Light::Dimmed as u8; stalls];
        let mut lit_count = 0;
        for stall in matches {
            if let Some(light) = lights.get_mut(stall) {
                lit_count += usize::from(*light != Light::Lit as u8);
                *light = Light::Lit as u8;
            }
        }
        Self {
            lights,
            lit_count,
            ..Self::default()
        }
    }

    /// The same lighting with this stall chosen.
    pub fn with_chosen(mut self, stall: Option<usize>) -> Self {
        self.choose(stall);
        self
    }

    pub fn choose(&mut self, stall: Option<usize>) {
        self.chosen = stall.map(|index| index as u32);
    }

    pub fn show(&mut self, layer: Layer, shown: bool) {
        if shown {
            self.hidden &= !(layer as u8);
        } else {
            self.hidden |= layer as u8;
        }
    }

    pub fn light(&self, stall: usize) -> Light {
        match self.lights.get(stall) {
            Some(1) => Light::Lit,
            Some(2) => Light::Dimmed,
            _ => Light::Normal,
        }
    }

    /// One [`Light`] a stall, as its number; empty while every stall is normal.
    pub fn lights(&self) -> &[u8] {
        &self.lights
    }

    /// The chosen stall's index.
    pub fn chosen(&self) -> Option<usize> {
        self.chosen.map(|index| index as usize)
    }

    pub fn is_shown(&self, layer: Layer) -> bool {
        self.hidden & layer as u8 == 0
    }

    /// How many stalls are lit.
    pub fn lit_count(&self) -> usize {
        self.lit_count
    }

    /// Whether some stalls were asked for, so that the others step back.
    pub fn is_selective(&self) -> bool {
        !self.lights.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lights_what_was_asked_and_dims_the_rest() {
        let lighting = Lighting::on(4, [1, 3, 99, 1]);
        let lights: Vec<_> = (0..5).map(|stall| lighting.light(stall)).collect();
        use Light::*;
        assert_eq!(lights, [Dimmed, Lit, Dimmed, Lit, Normal]);
        assert!(lighting.is_selective());
        assert_eq!(lighting.lit_count(), 2);
        assert_eq!(Lighting::on(4, []).lit_count(), 0);
        assert!(!Lighting::default().is_selective());
    }

    #[test]
    fn layers_hide_and_come_back() {
        let mut lighting = Lighting::default();
        lighting.show(Layer::Names, false);
        assert!(!lighting.is_shown(Layer::Names));
        assert!(lighting.is_shown(Layer::Marks));
        lighting.show(Layer::Names, true);
        assert_eq!(lighting, Lighting::default());
    }

    #[test]
    fn one_stall_is_chosen() {
        let lighting = Lighting::default().with_chosen(Some(7));
        assert_eq!(lighting.chosen(), Some(7));
        assert_eq!(lighting.with_chosen(None).chosen(), None);
    }
}
