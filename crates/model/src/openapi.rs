//! Descriptions of the types that serialise as strings; derives describe the others.

use crate::{ClockTime, EntryId, LocalDate};
use std::borrow::Cow;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! string_schema {
    ($type:ident, $description:literal, $pattern:literal, $example:literal) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($description))
                    .pattern(Some($pattern))
                    .examples([$example])
                    .build()
                    .into()
            }
        }

        impl ToSchema for $type {
            fn name() -> Cow<'static, str> {
                stringify!($type).into()
            }
        }
    };
}

string_schema!(
    ClockTime,
    "A time of day in 24 hours.",
    "^[0-2][0-9]:[0-5][0-9]$",
    "13:34"
);
string_schema!(
    LocalDate,
    "A day in the archive's time zone.",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "2015-03-09"
);
string_schema!(
    EntryId,
    "A page's id and the entry's place on it.",
    "^.+/[1-9][0-9]*$",
    "live-090315/17"
);
