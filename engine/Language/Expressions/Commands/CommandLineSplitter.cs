using System.Collections.Immutable;
using System.Text;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions.Parsing;

namespace MeshRunbook.Language.Expressions.Commands;

/// <summary>
/// Splits a command line into words as a POSIX shell does, before any value is put in: quotes, backslashes and white space, but
/// no expansions and no operators. An expression is kept whole, whatever stands in it.
/// </summary>
internal sealed class CommandLineSplitter
{
    private readonly TemplateSource _source;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly ImmutableArray<Word>.Builder _words = ImmutableArray.CreateBuilder<Word>();
    private readonly List<WordPart> _parts = [];
    private readonly StringBuilder _text = new();
    private int _start = -1;
    private bool _isQuoted;
    private char _quote;
    private int _quoteAt;

    private CommandLineSplitter(TemplateSource source, ICollection<Diagnostic> diagnostics) =>
        (_source, _diagnostics) = (source, diagnostics);

    public static ImmutableArray<Word> Split(TemplateSource source, ICollection<Diagnostic> diagnostics)
    {
        var splitter = new CommandLineSplitter(source, diagnostics);
        var end = source.Text.AsSpan().TrimEnd().Length;
        foreach (var segment in TemplateScanner.Scan(source, diagnostics))
        {
            if (segment.IsCode) splitter.Code(segment);
            else splitter.Text(segment.Start, segment.End, end);
        }
        if (splitter._quote != '\0')
            splitter.Report(CommandCodes.NotClosed, splitter._quoteAt, 1, $"the quote {splitter._quote} is not closed",
                "opens here", "close it, or put a backslash before it");
        splitter.EndWord(source.Text.Length);
        return splitter._words.ToImmutable();
    }

    private void Code(Segment segment)
    {
        Begin(segment.Start);
        EndText();
        _parts.Add(new("", segment));
    }

    private void Text(int start, int end, int lineEnd)
    {
        var i = start;
        while (i < end)
        {
            i += _quote switch
            {
                '\'' => Single(i),
                '"' => Double(i, end),
                _ => Unquoted(i, end, lineEnd),
            };
        }
    }

    private int Single(int i)
    {
        if (_source.Text[i] == '\'') _quote = '\0';
        else _text.Append(_source.Text[i]);
        return 1;
    }

    private int Double(int i, int end)
    {
        var c = _source.Text[i];
        var next = i + 1 < end ? _source.Text[i + 1] : '\0';
        switch (c)
        {
            case '"': _quote = '\0'; return 1;
            case '\\' when next == '\n': return 2;
            case '\\' when next is '$' or '`' or '"' or '\\': _text.Append(next); return 2;
            case '$' when BeginsExpansion(next): return Expansion(i, end);
            case '`': return Refuse(i, 1, "a shell would run a command here",
                "put it into single quotes if it is meant as text, or use `shell`");
            default: _text.Append(c); return 1;
        }
    }

    private int Unquoted(int i, int end, int lineEnd)
    {
        var c = _source.Text[i];
        var next = i + 1 < end ? _source.Text[i + 1] : '\0';
        switch (c)
        {
            case ' ' or '\t' or '\r': EndWord(i); return 1;
            case '\n': return LineBreak(i, lineEnd);
            case '\'' or '"': Open(i); return 1;
            case '\\': return Backslash(i, end);
            case '|' or '&' or ';' or '<' or '>' or '(' or ')': return Operator(i, end);
            case '`': return Refuse(i, 1, "a shell would run a command here", "quote it if it is meant as text, or use `shell`");
            case '$' when BeginsExpansion(next): return Expansion(i, end);
            case '#' when _start < 0: return Refuse(i, 1, "a shell would read a comment here", "quote it if it is meant as text");
            case '~' when _start < 0 && next is '/' or '\0' or ' ': return Refuse(i, 1, "`~` is not expanded",
                "write the folder out, or use `shell`");
            case '\u00a0': return Refuse(i, 1, "a no-break space does not separate words", "write a plain space, or quote it if it is meant as text");
            default: Begin(i); _text.Append(c); return 1;
        }
    }

    private int LineBreak(int i, int lineEnd)
    {
        var isInside = _words.Count > 0 || _start >= 0;
        EndWord(i);
        if (isInside && i < lineEnd)
            Report(CommandCodes.ShellSyntax, i - 1, 1, "a line break ends a command in a shell", "breaks off here",
                "fold the lines with `run: >-` (all lines indented alike), or end the line with a backslash");
        return 1;
    }

    private void Open(int i)
    {
        Begin(i);
        (_quote, _quoteAt, _isQuoted) = (_source.Text[i], i, true);
    }

    private int Backslash(int i, int end)
    {
        if (i + 1 >= end)
        {
            Report(CommandCodes.NotClosed, i, 1, "nothing follows the backslash", "escapes nothing",
                "a backslash itself is written `\\\\`");
            return 1;
        }
        var next = _source.Text[i + 1];
        if (next == '\n') return 2;
        Begin(i);
        _text.Append(next);
        _isQuoted = true;
        return 2;
    }

    private int Operator(int i, int end)
    {
        var length = 1;
        while (i + length < end && _source.Text[i + length] == _source.Text[i]) length++;
        var name = _source.Text.Substring(i, length);
        EndWord(i);
        return Refuse(i, length, $"`{name}` is an operator of shells, and `run` starts no shell",
            $"use `shell`, or quote it if it is meant as text: '{name}'");
    }

    private int Expansion(int i, int end)
    {
        Begin(i);
        var length = 2;
        if (_source.Text[i + 1] != '(')
            while (i + length < end && IsNameCharacter(_source.Text[i + length])) length++;
        return Refuse(i, length, $"`{_source.Text.Substring(i, length)}` is not expanded: `run` starts no shell",
            "put it into single quotes if it is meant as text; use `{{ }}` for values, or `shell`");
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool BeginsExpansion(char next) => IsNameCharacter(next) || next is '{' or '(';

    private int Refuse(int i, int length, string message, string help)
    {
        Report(CommandCodes.ShellSyntax, i, length, message, "shell syntax", help);
        return length;
    }

    private void Report(Code code, int i, int length, string message, string label, string help) =>
        _diagnostics.Add(new(code, message, _source.LocationOf(i, i + length), label, help));

    private void Begin(int i)
    {
        if (_start < 0) _start = i;
    }

    private void EndText()
    {
        if (_text.Length == 0) return;
        _parts.Add(new(_text.ToString(), null));
        _text.Clear();
    }

    private void EndWord(int end)
    {
        if (_start < 0) return;
        EndText();
        _words.Add(new([.. _parts], _start, end, _isQuoted));
        _parts.Clear();
        (_start, _isQuoted) = (-1, false);
    }
}
