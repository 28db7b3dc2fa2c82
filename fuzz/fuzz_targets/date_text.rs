//! Dating a page by its text never panics, and its interval's ends are days that satisfy it.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(dating) = daybook_archive::date_text(text.split('\n'), []) else {
        return;
    };
    for (constraint, _) in &dating.constraints {
        assert!(!constraint.line().contains('\n'));
    }
    let _ = dating.evidence();
    if let Some((earliest, latest)) = dating.interval() {
        assert!(earliest <= latest);
        assert!(dating.days.contains(earliest) && dating.days.contains(latest));
    }
});
