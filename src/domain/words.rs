//! Enums whose values are written as one word in files, flags and JSON. Each word and its meaning are defined once, in
//! the enum.

/// A value that is written as one word.
pub(crate) trait Word: Copy + 'static {
    /// Every value, in the order of declaration.
    const ALL: &'static [Self];

    /// Returns the word of the value.
    fn word(self) -> &'static str;

    /// Returns the meaning of the value, in a few words and without a full stop.
    fn about(self) -> &'static str;
}

/// Declares an enum whose values are each written as one word: `Core = "core"`. The comment of a value is its meaning;
/// `=> default` marks the value that `Default` returns.
macro_rules! words {
    ($(#[$attribute:meta])* $public:vis enum $name:ident {
        $($(#[doc = $about:literal])+ $value:ident = $word:literal $(=> $default:ident)?,)+
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $public enum $name { $($(#[doc = $about])+ $(#[$default])? $value,)+ }

        impl $name {
            /// Every value with its word, in the order of declaration.
            $public const WORDS: [(&'static str, $name); [$($word),+].len()] =
                [$(($word, $name::$value)),+];

            /// Returns the word of the value.
            $public const fn word(self) -> &'static str {
                $name::WORDS[self as usize].0
            }

            /// Parses the word of a value, in any case.
            #[allow(dead_code, reason = "not every word is read back")]
            $public fn parse(text: &str) -> Option<$name> {
                let known = |(word, _): &&(&str, _)| word.eq_ignore_ascii_case(text.trim());
                $name::WORDS.iter().find(known).map(|(_, value)| *value)
            }
        }

        impl $crate::domain::words::Word for $name {
            const ALL: &'static [$name] = &[$($name::$value),+];

            fn word(self) -> &'static str {
                self.word()
            }

            fn about(self) -> &'static str {
                let about = [$(concat!($($about),+)),+][self as usize].trim();
                about.strip_suffix('.').unwrap_or(about)
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::Word;
    use crate::domain::role::Importance;

    #[test]
    fn a_word_is_read_in_any_case_and_says_what_it_means() {
        for (word, importance) in Importance::WORDS {
            assert_eq!(Importance::parse(&format!(" {} ", word.to_uppercase())), Some(importance));
            assert_eq!(importance.word(), word);
            assert!(!importance.about().is_empty() && !importance.about().ends_with('.'));
        }
        assert_eq!(Importance::parse("corе"), None, "a Cyrillic letter");
    }
}
