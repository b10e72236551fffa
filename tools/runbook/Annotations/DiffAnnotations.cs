using System.Text.RegularExpressions;
using MeshRunbook.Cli.Diffs;
using MeshRunbook.Language.Comparison;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Annotations;

/// <summary>The risks of a change, on the lines of the new text.</summary>
internal static partial class DiffAnnotations
{
    /// <summary>The highest risk first, since GitHub shows no more than ten of a kind for a step.</summary>
    public static IEnumerable<Annotation> Of(DiffReport report) => TooLow(report)
        .Concat(report.Changed.SelectMany(Of).OrderByDescending(one => one.Risk).Select(one => one.Annotation));

    private static IEnumerable<(Risk Risk, Annotation Annotation)> Of(Compared one)
    {
        if (one is { Old: null, New: { } added }) yield return (one.Risk, On(added.Source.Name, AnnotationLevel.Notice, "new runbook", $"{added.Name} {added.Version} is new"));
        if (one is { New: null, Old: { } gone }) yield return (one.Risk, On(gone.Source.Name, AnnotationLevel.Warning, "runbook is gone", $"{gone.Name} {gone.Version} is gone"));
        foreach (var change in one.Changes.Where(change => change.Risk > Risk.None)) yield return (change.Risk, Of(change));
    }

    private static Annotation Of(Change change) =>
        On(change.Runbook, change.Risk == Risk.Low ? AnnotationLevel.Notice : AnnotationLevel.Warning, $"{ChangeText.Word(change.Risk)} risk",
            $"{ChangeText.SubjectAndPlaces(change)}: {ChangeText.What(change)}\n{change.Reason}") with
        {
            // What is gone stands in the old text, whose lines the pull request does not have.
            Place = change.Location is { } location && location.Source.Name == change.Runbook ? Place.Of(location) : null,
        };

    private static IEnumerable<Annotation> TooLow(DiffReport report) => !report.ChecksVersions ? [] : report.TooLow.Select(version =>
        On(version.Text, AnnotationLevel.Error, "version is too low", $"what has changed demands {version.Lowest} or more, and the version is {version.After}") with
        {
            Place = report.Runbooks.Select(one => one.New?.Source).FirstOrDefault(source => source?.Name == version.Text) is { } text ? PlaceOfVersion(text) : null,
        });

    private static Annotation On(string text, AnnotationLevel level, string title, string message) => new(level, title, message) { File = RepositoryPath.Of(text) };

    private static Place? PlaceOfVersion(SourceText text) =>
        Version().Match(text.Content) is { Success: true } found ? Place.Of(new Location(text, Span.Between(found.Index, found.Index + found.Length))) : null;

    [GeneratedRegex(@"\bversion:[^\n,}]*")]
    private static partial Regex Version();
}
