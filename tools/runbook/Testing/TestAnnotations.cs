using MeshRunbook.Cli.Annotations;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Cli.Testing;

/// <summary>What came of tests, on the lines of a pull request: what failed, and what no test has reached.</summary>
internal static class TestAnnotations
{
    public static IEnumerable<string> Lines(TestReport report)
    {
        foreach (var result in report.Files.SelectMany(file => file.Results))
            foreach (var failure in result.Failures)
                yield return On(failure.At, AnnotationLevel.Error, result.Name, string.Join('\n', failure.Lines.Prepend(failure.Message)));
        foreach (var point in report.Coverage?.Files.SelectMany(file => file.Points).Where(point => !point.IsReached) ?? [])
            yield return On(point.Location, AnnotationLevel.Warning, "not reached by a test", point.Branch is null ? point.Address : $"{point.Address} {point.Branch}");
        yield return TestText.Summary(report);
    }

    private static string On(Location at, AnnotationLevel level, string title, string message) => new Annotation(level, title, message)
    {
        File = RepositoryPath.Of(at.Source.Name),
        Place = new Place(at.Line, at.Line),
    }.ToString();
}
