//! `daybook search --all`: every hit, printed as it comes.

use super::search_text::{self, Style};
use crate::args::SearchFormat;
use crate::output::{csv_error, line, results};
use crate::{Outcome, failure::Failure};
use daybook_search::{
    COLUMNS, Engine, EngineError, ExportHead, ExportParams, ExportSink, Hit, SearchParams, WrittenHit, row,
};
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Checks the call; the engine is opened after that.
pub(super) fn check(params: &SearchParams, format: SearchFormat) -> Result<ExportParams, Failure> {
    if format == SearchFormat::Json {
        return Err(Failure::usage(
            "--all prints hits as they come: use --format jsonl, csv or text",
        ));
    }
    let export = ExportParams {
        search: params.clone(),
        sort: params.sort.clone(),
        format: None,
        highlight: Some(format != SearchFormat::Csv && params.highlight != Some(false)),
    };
    export
        .check()
        .map_err(|error| Failure::request(error, &params.q))?;
    Ok(export)
}

pub(super) fn run(
    engine: &dyn Engine,
    params: &ExportParams,
    format: SearchFormat,
) -> Result<Outcome, Failure> {
    let query = &params.search.q;
    let (request, _) = params.check().map_err(|error| Failure::request(error, query))?;
    let mut printer = Printer {
        out: results(),
        format,
        style: Style::of_results(),
        failed: None,
    };
    engine
        .export(&request, &mut printer)
        .map_err(|error| Failure::engine(error, query))?;
    if let Some(error) = printer.failed {
        return Err(error.into());
    }
    printer.out.flush()?;
    Ok(Outcome::Done)
}

struct Printer<W> {
    out: W,
    format: SearchFormat,
    style: Style,
    /// Why no more can be written: perhaps only that nobody reads it any more.
    failed: Option<io::Error>,
}

impl<W: Write> Printer<W> {
    fn print(&mut self, hit: &Hit) -> io::Result<()> {
        search_text::print_hit(&mut self.out, hit, self.style)?;
        writeln!(self.out)
    }

    fn record<I: IntoIterator<Item = T>, T: AsRef<[u8]>>(&mut self, fields: I) -> io::Result<()> {
        let mut rows = csv::WriterBuilder::new()
            .buffer_capacity(1024)
            .from_writer(Vec::new());
        rows.write_record(fields).map_err(csv_error)?;
        let bytes = rows.into_inner().map_err(csv::IntoInnerError::into_error)?;
        self.out.write_all(&bytes)
    }

    fn note(&mut self, written: io::Result<()>) -> ControlFlow<()> {
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

impl<W: Write> ExportSink for Printer<W> {
    fn begin(&mut self, head: ExportHead) -> ControlFlow<()> {
        for note in search_text::notes(&head.understood) {
            line(&note);
        }
        let written = match self.format {
            SearchFormat::Csv => self.record(COLUMNS),
            _ => Ok(()),
        };
        self.note(written)
    }

    fn hit(&mut self, hit: WrittenHit) -> Result<ControlFlow<()>, EngineError> {
        let written = match self.format {
            SearchFormat::Csv => self.record(row(&hit.read()?)),
            SearchFormat::Text => self.print(&hit.read()?),
            SearchFormat::Json | SearchFormat::Jsonl => {
                let mut line = Vec::new();
                hit.write(&mut line)?;
                line.push(b'\n');
                self.out.write_all(&line)
            }
        };
        Ok(self.note(written))
    }
}
