//! A lean HTTP/1.1 client: one connection that is kept, one request at a time. What it costs is taken from the server.

use anyhow::{Context, bail, ensure};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// More headers than the server ever sends.
const MAX_HEADERS: usize = 32;

/// A connection.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// If nobody answers there.
    pub async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(1 << 16),
        })
    }

    /// Sends a request that [`request`] made, and reads the answer to its end. Its body is the last bytes of what is
    /// given back.
    ///
    /// # Errors
    /// If the answer is not 200, or the connection ends.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<&[u8]> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            ensure!(
                self.stream.read_buf(&mut self.buffer).await? > 0,
                "the server hung up"
            );
            if let Some((head, body)) = lengths(&self.buffer)? {
                while self.buffer.len() < head + body {
                    ensure!(
                        self.stream.read_buf(&mut self.buffer).await? > 0,
                        "the server hung up"
                    );
                }
                return Ok(self.buffer.get(head..).unwrap_or_default());
            }
        }
    }

    /// Sends a request that [`request`] made, and waits for the first bytes of its answer.
    ///
    /// # Errors
    /// If the answer is not 200, or the connection ends.
    pub async fn first_byte(mut self, request: &[u8]) -> anyhow::Result<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        ensure!(
            self.stream.read_buf(&mut self.buffer).await? > 0,
            "the server hung up"
        );
        ensure!(
            self.buffer.starts_with(b"HTTP/1.1 200 "),
            "the server answered {:?}",
            String::from_utf8_lossy(&self.buffer)
        );
        Ok(())
    }

    /// Sends a request and reads until the server ends the connection. Says how many lines its body has.
    ///
    /// # Errors
    /// If the answer is not 200, or the connection breaks.
    pub async fn lines_to_the_end(mut self, request: &[u8]) -> anyhow::Result<usize> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            ensure!(
                self.stream.read_buf(&mut self.buffer).await? > 0,
                "the server hung up"
            );
            if let Some((head, _)) = head_of(&self.buffer)? {
                break head;
            }
        };
        self.buffer.drain(..head);
        let mut lines = 0;
        loop {
            lines += self.buffer.iter().filter(|byte| **byte == b'\n').count();
            self.buffer.clear();
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Ok(lines);
            }
        }
    }
}

/// A request for a path with its query.
pub fn request(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes()
}

/// A request after which the server ends the connection, so that the answer is not in chunks.
pub fn last_request(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").into_bytes()
}

/// The length of the head, and of the body if the head says it; `None` until the head is there.
fn head_of(buffer: &[u8]) -> anyhow::Result<Option<(usize, Option<usize>)>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = response.parse(buffer)? else {
        return Ok(None);
    };
    if response.code != Some(200) {
        bail!("the server answered {:?}", String::from_utf8_lossy(buffer));
    }
    let length = response
        .headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case("content-length"))
        .and_then(|header| std::str::from_utf8(header.value).ok()?.parse().ok());
    Ok(Some((head, length)))
}

/// The lengths of the head and the body; `None` until the head is there.
fn lengths(buffer: &[u8]) -> anyhow::Result<Option<(usize, usize)>> {
    let Some((head, length)) = head_of(buffer)? else {
        return Ok(None);
    };
    let length = length.context("the server sent no length")?;
    Ok(Some((head, length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_once_they_are_there() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        assert_eq!(lengths(&whole[..20]).unwrap(), None);
        assert_eq!(lengths(whole).unwrap(), Some((38, 2)));
        assert!(lengths(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").is_err());
        assert!(lengths(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
        assert_eq!(head_of(b"HTTP/1.0 200 OK\r\n\r\nhi\n").unwrap(), Some((19, None)));
    }
}
