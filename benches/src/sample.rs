//! A page in the manner of a live blog, for measuring without an archive.

/// A page of so many entries in the manner of a live blog, the same on every run.
pub fn page(entries: usize) -> String {
    const SENTENCES: [&str; 8] = [
        "NHS England has published its guidance on personal budgets, and asks trusts for their plans by the spring.",
        "Dr Ada Quill, chair of Marlbury Clinical Commissioning Group, said the group would look at the figures again.",
        "“We have asked the department for an answer,” Mr Jonah Pell of Eastmere Community NHS Trust told the committee.",
        "The Care Quality Commission (CQC) found that 14 of the 20 wards had met the standard; the CQC will return.",
        "At 2.30pm today there will be a debate in the House of Lords about waiting times in accident and emergency.",
        "Unison general secretary Dave Prentis wrote to Jeremy Hunt about the pay offer for 1.3 million members.",
        "More on that story later: the King’s Fund expects a deficit of £2.1bn, or 3.4 per cent of the budget.",
        "Readers have sent us their views, most of them on the price of parking at the hospital in the rain.",
    ];
    let mut text = String::from("All the day’s news from the wards and the boards\n\n");
    for entry in 0..entries {
        let minute = 1200 - entry * 720 / entries.max(1);
        let (hour, half) = if minute >= 780 {
            (minute / 60 - 12, "pm")
        } else {
            (minute / 60, "am")
        };
        text.push_str(&format!("{hour}.{:02}{half} ", minute % 60));
        for paragraph in 0..1 + entry % 3 {
            for sentence in 0..2 + entry % 2 {
                text.push_str(SENTENCES[(entry * 5 + paragraph * 3 + sentence) % SENTENCES.len()]);
                text.push(' ');
            }
            text.push_str("\n\n");
        }
    }
    text
}
