//! Finding stalls, shops and categories by what a person types.
