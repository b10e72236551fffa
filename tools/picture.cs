#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
// Draws captured terminal screens as one animated SVG.
//   dotnet run tools/picture.cs -- OUTPUT COLUMNS ROWS TITLE FRAME...
using System.Globalization;
using System.Text;

const int MostFrames = 48;
const double CellWidth = 8.4, CellHeight = 18, Left = 16, Top = 44, SecondsAFrame = 0.45, LastSeconds = 6;

var (output, columns, rows, title) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture), args[3]);
var screens = new List<string>();
foreach (var file in args[4..])
{
    var text = File.ReadAllText(file).TrimEnd('\n');
    if (screens.Count == 0 || screens[^1] != text) screens.Add(text);
}

var last = screens[^1];
var stride = Math.Max(1, (int)Math.Ceiling(screens.Count / (double)MostFrames));
screens = [.. screens.Where((_, index) => index % stride == 0 && index < screens.Count - 1), last];

var width = Left * 2 + columns * CellWidth;
var height = Top + rows * CellHeight + 16;
var seconds = (screens.Count - 1) * SecondsAFrame + LastSeconds;
var svg = new StringBuilder();
svg.Append(CultureInfo.InvariantCulture, $"""
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0} {height:0}" width="{width:0}" height="{height:0}" role="img" aria-label="{Escape(title)}">
    <style>
    text {"{"} font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre; fill: #d8dee9 {"}"}
    .b {"{"} font-weight: 700 {"}"} .d {"{"} opacity: .6 {"}"}
    @media (prefers-reduced-motion: no-preference) {"{"} .f {"{"} visibility: hidden; animation: {seconds:0.00}s step-end infinite {"}"} {"}"}
    @media (prefers-reduced-motion: reduce) {"{"} .f:not(.last) {"{"} visibility: hidden {"}"} {"}"}
    """);
svg.Append('\n');
for (var i = 0; i < screens.Count; i++)
{
    var (from, to) = (100 * i * SecondsAFrame / seconds, 100 * (i + 1) * SecondsAFrame / seconds);
    var (start, end) = (from.ToString("0.###", CultureInfo.InvariantCulture), to.ToString("0.###", CultureInfo.InvariantCulture));
    var before = i == 0 ? "" : "0% { visibility: hidden } ";
    var after = i == screens.Count - 1 ? "" : $"{end}% {{ visibility: hidden }} ";
    svg.Append(CultureInfo.InvariantCulture, $"@keyframes k{i} {{ {before}{start}% {{ visibility: visible }} {after}}} .k{i} {{ animation-name: k{i} !important }}\n");
}

svg.Append(CultureInfo.InvariantCulture, $"""
    </style>
    <rect width="100%" height="100%" rx="10" fill="#1b1f27"/>
    <circle cx="22" cy="20" r="6" fill="#e06c75"/><circle cx="42" cy="20" r="6" fill="#e5c07b"/><circle cx="62" cy="20" r="6" fill="#98c379"/>
    <text x="{width / 2:0}" y="25" text-anchor="middle" class="d">{Escape(title)}</text>
    """);
svg.Append('\n');
for (var i = 0; i < screens.Count; i++)
{
    svg.Append(CultureInfo.InvariantCulture, $"<g class=\"f k{i}{(i == screens.Count - 1 ? " last" : "")}\">\n");
    var row = 0;
    var style = new Style();
    foreach (var line in screens[i].Split('\n').Take(rows)) DrawLine(svg, line, row++, ref style);
    svg.Append("</g>\n");
}

svg.Append("</svg>\n");
File.WriteAllText(output, svg.ToString());
Console.WriteLine($"{output}: {screens.Count} screens, {svg.Length / 1024} KiB");

static void DrawLine(StringBuilder svg, string line, int row, ref Style style)
{
    var column = 0;
    var run = new StringBuilder();
    var start = 0;
    for (var i = 0; i < line.Length; i++)
    {
        if (line[i] == '\u001b' && i + 1 < line.Length && line[i + 1] == '[')
        {
            var end = line.IndexOf('m', i);
            if (end < 0) break;
            Flush(svg, run, style, start, row);
            style = style.After(line[(i + 2)..end]);
            start = column;
            i = end;
            continue;
        }

        if (line[i] is '\u000e' or '\u000f') continue;
        run.Append(line[i]);
        column++;
    }

    Flush(svg, run, style, start, row);
}

static void Flush(StringBuilder svg, StringBuilder run, Style style, int column, int row)
{
    var text = run.ToString();
    run.Clear();
    if (text.Length == 0) return;
    var (x, y) = (Left + column * CellWidth, Top + row * CellHeight);
    if (style.Background is { } background)
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{text.Length * CellWidth:0.#}\" height=\"{CellHeight}\" fill=\"{background}\"/>");
    if (text.Trim().Length == 0) return;
    var classes = (style.Bold ? "b " : "") + (style.Dim ? "d" : "");
    var fill = style.Foreground is { } colour ? $" style=\"fill:{colour}\"" : "";
    var named = classes.Length == 0 ? "" : $" class=\"{classes.Trim()}\"";
    // textLength keeps the columns straight in whatever monospaced font the viewer has.
    svg.Append(CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.#}\" y=\"{y + 13.5:0.#}\" textLength=\"{text.Length * CellWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\"{named}{fill}>{Escape(text)}</text>\n");
}

static string Escape(string text) =>
    text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

internal readonly record struct Style(string? Foreground, string? Background, bool Bold, bool Dim)
{
    private static readonly string[] Palette =
    [
        "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9",
        "#6b7489", "#ff7b86", "#b5e890", "#ffd68a", "#82c4ff", "#dd9bf0", "#7ad7e3", "#ffffff",
    ];

    /// <summary>The style after a sequence of SGR parameters, as ECMA-48 and xterm define them.</summary>
    public Style After(string parameters)
    {
        var style = this;
        var codes = parameters.Split(';', ':').Select(code => int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            style = codes[i] switch
            {
                0 => default,
                1 => style with { Bold = true },
                2 => style with { Dim = true },
                22 => style with { Bold = false, Dim = false },
                39 => style with { Foreground = null },
                49 => style with { Background = null },
                >= 30 and <= 37 => style with { Foreground = Palette[codes[i] - 30] },
                >= 90 and <= 97 => style with { Foreground = Palette[codes[i] - 90 + 8] },
                >= 40 and <= 47 => style with { Background = Palette[codes[i] - 40] },
                >= 100 and <= 107 => style with { Background = Palette[codes[i] - 100 + 8] },
                38 => style with { Foreground = Extended(codes, ref i) },
                48 => style with { Background = Extended(codes, ref i) },
                _ => style,
            };
        }

        return style;
    }

    private static string? Extended(int[] codes, ref int i)
    {
        if (i + 2 < codes.Length && codes[i + 1] == 5)
        {
            var index = codes[i + 2];
            i += 2;
            if (index < 16) return Palette[index];
            if (index >= 232) return Rgb((index - 232) * 10 + 8, (index - 232) * 10 + 8, (index - 232) * 10 + 8);
            int[] steps = [0, 95, 135, 175, 215, 255];
            return Rgb(steps[(index - 16) / 36], steps[(index - 16) / 6 % 6], steps[(index - 16) % 6]);
        }

        if (i + 4 < codes.Length && codes[i + 1] == 2)
        {
            var colour = Rgb(codes[i + 2], codes[i + 3], codes[i + 4]);
            i += 4;
            return colour;
        }

        return null;
    }

    private static string Rgb(int red, int green, int blue) => $"#{red:x2}{green:x2}{blue:x2}";
}
