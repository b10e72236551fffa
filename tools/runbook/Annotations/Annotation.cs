using System.Globalization;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Annotations;

/// <summary>A remark that GitHub puts onto the lines of a pull request.</summary>
/// <param name="Title">A code or a few words; stands above the message.</param>
internal sealed record Annotation(AnnotationLevel Level, string Title, string Message)
{
    /// <summary>From the top of the repository; null where it is about no file.</summary>
    public string? File { get; init; }

    /// <summary>What it is about in that file; null where it is about all of it.</summary>
    public Place? Place { get; init; }

    public static Annotation Of(Diagnostic diagnostic)
    {
        var message = string.Join('\n', new[] { diagnostic.Message, diagnostic.Label, diagnostic.Help is { } help ? $"help: {help}" : null }.OfType<string>());
        var level = diagnostic.Severity == Severity.Error ? AnnotationLevel.Error : AnnotationLevel.Warning;
        return new(level, diagnostic.Code.Id, message)
        {
            File = diagnostic.Location is { } location ? RepositoryPath.Of(location.Source.Name) : null,
            Place = diagnostic.Location is { Source.Content.Length: > 0 } at ? Annotations.Place.Of(at) : null,
        };
    }

    /// <summary>The workflow command that GitHub's runner reads from what a step prints, in a line.</summary>
    public override string ToString()
    {
        var properties = new List<string>();
        if (File is { } file) properties.Add("file=" + Property(file));
        if (File is not null && Place is { } place) properties.AddRange(place.Properties());
        properties.Add("title=" + Property(Title));
        return $"::{Level.ToString().ToLowerInvariant()} {string.Join(',', properties)}::{Data(Message)}";
    }

    private static string Data(string text) => Printable.Lines(text)
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

internal enum AnnotationLevel { Notice, Warning, Error }

/// <summary>Lines of a file, counted from 1.</summary>
/// <param name="Columns">From the first to the last; only of what stands on one line, for GitHub takes no others.</param>
internal sealed record Place(int From, int To, (int From, int To)? Columns = null)
{
    public static Place Of(Location location)
    {
        var (line, column) = (location.Line, location.Column);
        // What ends with a line break ends on its own line.
        var (endLine, endColumn) = location.Source.PositionOf(Math.Max(location.Span.Start, location.Span.End - 1));
        return endLine == line ? new(line, line, (column, endColumn)) : new(line, endLine);
    }

    public IEnumerable<string> Properties()
    {
        yield return "line=" + N(From);
        if (Columns is { } from) yield return "col=" + N(from.From);
        yield return "endLine=" + N(To);
        if (Columns is { } to) yield return "endColumn=" + N(to.To);
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
