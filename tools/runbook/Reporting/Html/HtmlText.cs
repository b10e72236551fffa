using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MeshRunbook.Cli.Reporting.Html;

/// <summary>HTML that is put together piece by piece. Whatever stands in the holes of an interpolated text is a value and is escaped; so
/// nothing that a run has recorded can become markup.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Characters so far.</summary>
    public int Length => _text.Length;

#pragma warning disable CA1822 // The handler writes; it gets this text by the attribute.
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Writer writer) => this;
#pragma warning restore CA1822

    public HtmlText Add(HtmlText inner)
    {
        _text.Append(inner._text);
        return this;
    }

    /// <summary>Adds a style sheet of the program's own, which nothing that was recorded can be part of.</summary>
    public HtmlText AddStyle(string style)
    {
        _text.Append(style);
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Escape(string? value)
    {
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case '\'': _text.Append("&#39;"); break;
                case '\n' or '\t': _text.Append((char)rune.Value); break;
                // Control characters, and those that turn the direction of what follows, so that a value shows as it is.
                case < ' ' or (>= 0x7f and < 0xa0) or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069): _text.Append('\ufffd'); break;
                default: _text.Append(rune.ToString()); break;
            }
        }
    }

    /// <summary>Writes an interpolated text: its literals as they are, its values escaped.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer(int literalLength, int formattedCount, HtmlText html)
    {
        private readonly HtmlText _html = literalLength + formattedCount >= 0 ? html : html;

        public void AppendLiteral(string markup) => _html._text.Append(markup);

        public void AppendFormatted(string? value) => _html.Escape(value);

        public void AppendFormatted(long value) => _html._text.Append(value.ToString(CultureInfo.InvariantCulture));

        /// <summary>A number with at most two digits behind the point.</summary>
        public void AppendFormatted(double value) => _html._text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(HtmlText inner) => _html._text.Append(inner._text);
    }
}
