//! Two macros, so that a hundred fields read as a table instead of as attributes.

/// Says whether a field of a raw record carries nothing, so that it need not be written.
pub trait Absent {
    /// True when writing the field would say nothing.
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
impl<K: PartialEq, V> Absent for crate::domain::market::raw::Map<K, V> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
impl Absent for String {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
impl Absent for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}
impl Absent for u32 {
    fn is_absent(&self) -> bool {
        *self == 0
    }
}
impl Absent for u64 {
    fn is_absent(&self) -> bool {
        *self == 0
    }
}

/// A raw record: every field public and optional, empty fields left out when written. The
/// operator's program refuses unknown field names (a slip of the pen would lose data silently);
/// the widgets ignore them (a newer publication must not darken an older kiosk).
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq)]
        #[cfg_attr(
            feature = "publisher",
            derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
            serde(default, deny_unknown_fields)
        )]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[cfg_attr(
                    feature = "publisher",
                    serde(skip_serializing_if = "crate::domain::market::raw::Absent::is_absent")
                )]
                pub $field: $kind,
            )*
        }
        impl crate::domain::market::json::Slot for $name {
            fn read(
                &mut self,
                json: crate::domain::market::json::Json,
                at: &mut crate::domain::market::check::Checker,
            ) -> bool {
                let names = &[$(stringify!($field),)*];
                crate::domain::market::json::fill(names, &mut [$(&mut self.$field,)*], json, at)
            }
        }
        impl crate::domain::market::raw::Absent for $name {
            /// A record that is part of another is always written.
            fn is_absent(&self) -> bool {
                false
            }
        }
    };
}

/// A checked type: fields private to its module, read through methods of the same name.
macro_rules! checked {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($field: $kind,)*
        }
        impl $name {
            $(
                $(#[$field_meta])*
                pub fn $field(&self) -> &$kind {
                    &self.$field
                }
            )*
        }
    };
}
