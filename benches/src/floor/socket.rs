//! Raw tantivy at the other end of a loopback connection without HTTP: what the machine takes to hand a question to another
//! thread and an answer back, whoever finds it.

use anyhow::Context;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{Builder, Scope};

/// Which question, and how many bytes its answer has: two numbers of four bytes, the lowest first.
type Asked = [u8; 8];

/// A connection to a thread that answers.
pub struct Socket {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Socket {
    /// Connects to a thread that does the work of each question that it reads, and answers with as many bytes as it is
    /// asked for. It ends with the connection.
    ///
    /// # Errors
    /// If there is no connection to be had.
    pub fn open<'scope, T>(
        scope: &'scope Scope<'scope, '_>,
        work: impl Fn(usize) -> T + Send + 'scope,
    ) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let stream = TcpStream::connect(listener.local_addr()?)?;
        stream.set_nodelay(true)?;
        Builder::new()
            .name("floor".to_owned())
            .spawn_scoped(scope, move || serve(&listener, work))?;
        let answer = Vec::new();
        Ok(Self { stream, answer })
    }

    /// Asks a question, and reads the answer of so many bytes to its end.
    ///
    /// # Errors
    /// If the connection breaks.
    pub fn ask(&mut self, question: usize, bytes: usize) -> anyhow::Result<()> {
        let mut asked = Asked::default();
        let (number, length) = asked.split_at_mut(size_of::<u32>());
        number.copy_from_slice(&u32::try_from(question)?.to_le_bytes());
        length.copy_from_slice(&u32::try_from(bytes)?.to_le_bytes());
        self.stream.write_all(&asked)?;
        self.answer.resize(bytes, 0);
        self.stream
            .read_exact(&mut self.answer)
            .context("the thread that answers is gone")
    }
}

/// Answers one connection until it ends.
fn serve<T>(listener: &TcpListener, work: impl Fn(usize) -> T) -> std::io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    let mut asked = Asked::default();
    let mut answer = Vec::new();
    while stream.read_exact(&mut asked).is_ok() {
        let [a, b, c, d, length @ ..] = asked;
        std::hint::black_box(work(u32::from_le_bytes([a, b, c, d]) as usize));
        answer.resize(u32::from_le_bytes(length) as usize, 0);
        stream.write_all(&answer)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn questions_are_worked_on_and_answers_are_as_long_as_asked_for() {
        let sum = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let mut socket = Socket::open(scope, |number| sum.fetch_add(number, Ordering::Relaxed)).unwrap();
            for (question, bytes) in [(1, 0), (2, 13), (40, 200_000)] {
                socket.ask(question, bytes).unwrap();
                assert_eq!(socket.answer.len(), bytes);
            }
        });
        assert_eq!(sum.into_inner(), 43);
    }
}
