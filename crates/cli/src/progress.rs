//! How a rebuild is going: a bar on a terminal, plain lines elsewhere.

use crate::output::{line, messages_are_watched};
use daybook_archive::SkippedPage;
use daybook_ingest::{Progress, Stage};
use indicatif::{ProgressBar, ProgressStyle};

/// Tells how a rebuild goes on standard error.
pub(crate) struct Reporter {
    bar: Option<ProgressBar>,
}

impl Reporter {
    pub(crate) fn new() -> Self {
        Self {
            bar: messages_are_watched().then(ProgressBar::no_length),
        }
    }

    fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| line(message)),
            None => line(message),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Reporter {
    fn begin(&self, stage: Stage, steps: u64) {
        let (name, of) = match stage {
            Stage::Reading => ("reading", "file"),
            Stage::Indexing => ("indexing", "page"),
            Stage::Committing => ("writing to disk", "page"),
        };
        match &self.bar {
            Some(bar) => {
                let template =
                    format!("{{msg:>15}} {{bar:40}} {{human_pos}}/{{human_len}} {of}s {{per_sec}} {{eta}}");
                if let Ok(style) = ProgressStyle::with_template(&template) {
                    bar.set_style(style);
                }
                bar.reset();
                bar.set_length(steps);
                bar.set_message(name);
            }
            None if steps > 0 => line(&format!(
                "{name} {steps} {of}{}",
                if steps == 1 { "" } else { "s" }
            )),
            None if stage == Stage::Committing => line(name),
            None => {}
        }
    }

    fn step(&self, _: Stage) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    fn skipped(&self, page: &SkippedPage) {
        self.say(&format!("skipped {}: {}", page.path.display(), page.reason));
    }

    fn warning(&self, message: &str) {
        self.say(&format!("warning: {message}"));
    }
}
