using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Yaml;

/// <summary>What can be wrong with the text before it is a runbook: RB01xx.</summary>
public static class YamlCodes
{
    public static Code Syntax { get; } = new("RB0101", Severity.Error, "not YAML",
        "The text breaks a rule of YAML, so nothing after this place can be read. What stands before it is still checked. " +
        "The most frequent causes: a line that is indented differently from its neighbours, a value with `: ` or `#` in it that " +
        "is not quoted, a value that begins with `{{` without quotes, and a quote or bracket that is not closed.");

    public static Code Tab { get; } = new("RB0102", Severity.Error, "tab in the indentation",
        "YAML allows only spaces before a key or an item. Set the editor to insert spaces for this file.");

    public static Code DuplicateKey { get; } = new("RB0103", Severity.Error, "key given twice",
        "Each key may stand once in a mapping. Other readers of YAML silently take the last; here it is a mistake, because one " +
        "of the two values was meant to count and would not.");

    public static Code Anchor { get; } = new("RB0104", Severity.Error, "anchor, alias or merge key",
        "Anchors (`&x`), aliases (`*x`) and merge keys (`<<`) are not part of the language: a reader of a runbook sees on each " +
        "line what will happen there. Use parameters for values, `forEach` for repetition and `call` for shared steps. To begin " +
        "a text with `&` or `*`, quote it.");

    public static Code SeveralDocuments { get; } = new("RB0105", Severity.Error, "several documents in one file",
        "A file holds one runbook. `---` may stand once, before it.");

    public static Code KeyNotText { get; } = new("RB0106", Severity.Error, "key is not text",
        "A list or a mapping stands where a key should. Keys are texts.");

    public static Code Tag { get; } = new("RB0107", Severity.Error, "tag on a value",
        "Tags such as `!!str` or `!custom` are not part of the language. Values have the type that their key asks for; a text " +
        "that looks like a number stays text where text is asked for.");

    public static Code NotUtf8 { get; } = new("RB0108", Severity.Error, "file is not UTF-8",
        "Runbooks are UTF-8 text. Convert the file, for example with `iconv -f UTF-16 -t UTF-8`.");

    public static Code ByteOrderMark { get; } = new("RB0109", Severity.Warning, "byte order mark",
        "The file begins with the three bytes EF BB BF. They are skipped here, but other tools stumble over them.");

    public static Code ForbiddenCharacter { get; } = new("RB0110", Severity.Error, "control character",
        "YAML forbids control characters such as NUL in a text. They are mostly a sign of a damaged or binary file. Characters that " +
        "turn the direction of writing, or that only some programs take for a line break, are refused too: with them a person " +
        "reads something else than what is run.");

    public static Code TooLarge { get; } = new("RB0111", Severity.Error, "file is too large",
        "A runbook has at most 1 MiB (1,048,576 bytes). Split it with `call`, or pass data as a parameter file.");

    public static Code TooDeep { get; } = new("RB0112", Severity.Error, "nested too deep",
        "Lists and mappings may lie at most 64 deep in one another.");

    public static Code Empty { get; } = new("RB0113", Severity.Error, "file is empty",
        "There is nothing in the file but white space and comments.");

    public static Code BareTemplate { get; } = new("RB0114", Severity.Error, "template without quotes",
        "A `{` at the beginning of a value starts a mapping in YAML, so a value that begins with a template needs quotes: " +
        "\"{{ params.x }}\". Templates further on in a text need none.");

    public static Code TooMany { get; } = new("RB0115", Severity.Error, "too many values",
        "A file has at most 100,000 keys, lists, mappings and texts. Split a runbook with `call`; of data, give a step less at a time.");

    public static ImmutableArray<Code> All { get; } =
    [
        Syntax, Tab, DuplicateKey, Anchor, SeveralDocuments, KeyNotText, Tag, NotUtf8, ByteOrderMark, ForbiddenCharacter, TooLarge,
        TooDeep, Empty, BareTemplate, TooMany,
    ];
}
