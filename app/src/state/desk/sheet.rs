//! Cells out of a spreadsheet: pasted (tabs), or a `.csv` with commas or semicolons. Quotes hold what would end a cell. Pure.

/// Lines of one sheet: a delegation is some dozen.
const MOST_LINES: usize = 2_000;

/// One line with its number in the sheet, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    pub cells: Vec<String>,
}

/// The lines that say anything.
pub fn read_sheet(text: &str) -> Vec<Line> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let separator = separator(text);
    let mut lines = Vec::new();
    let mut reader = Reader { rest: text.chars().peekable(), separator };
    let mut number = 0;
    while let Some(cells) = reader.line() {
        number += 1;
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            lines.push(Line { number, cells: cells.into_iter().map(|cell| cell.trim().to_owned()).collect() });
        }
        if lines.len() == MOST_LINES {
            break;
        }
    }
    lines
}

/// The one that the first line has most of; a tab before the others, because it stands in no text.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    if count('\t') > 0 {
        return '\t';
    }
    if count(';') > count(',') { ';' } else { ',' }
}

struct Reader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    separator: char,
}

impl Reader<'_> {
    fn line(&mut self) -> Option<Vec<String>> {
        self.rest.peek()?;
        let mut cells = vec![String::new()];
        let mut quoted = false;
        while let Some(letter) = self.rest.next() {
            let cell = cells.last_mut()?;
            match letter {
                '"' if quoted && self.rest.peek() == Some(&'"') => {
                    self.rest.next();
                    cell.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if cell.is_empty() => quoted = true,
                '\r' if !quoted => {}
                '\n' if !quoted => break,
                letter if letter == self.separator && !quoted => cells.push(String::new()),
                letter => cell.push(letter),
            }
        }
        Some(cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read_sheet(text).into_iter().map(|line| line.cells).collect()
    }

    #[test]
    fn tabs_commas_and_semicolons_are_told_apart_by_the_first_line() {
        assert_eq!(cells("a\tb, c\n1\t2"), [["a", "b, c"], ["1", "2"]]);
        assert_eq!(cells("a,b\r\n1;2,3\r\n"), [["a", "b"], ["1;2", "3"]]);
        assert_eq!(cells("\u{FEFF}a;b,c;d\n 1 ;;3"), [vec!["a", "b,c", "d"], vec!["1", "", "3"]]);
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        let text = "name,why\n\"Tan, Ana\",\"two\nlines and \"\"quotes\"\"\"\n";
        assert_eq!(cells(text), [["name", "why"], ["Tan, Ana", "two\nlines and \"quotes\""]]);
        assert_eq!(cells("a\n5\" screen"), [["a"], ["5\" screen"]]);
        assert_eq!(cells("a\n\"never closed\nb"), [["a"], ["never closed\nb"]]);
    }

    #[test]
    fn empty_lines_are_passed_over_and_keep_their_numbers() {
        let numbers: Vec<usize> = read_sheet("a,b\n,\n\n1,2").iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 4]);
        assert!(read_sheet("").is_empty() && read_sheet("\n \n").is_empty());
    }
}
