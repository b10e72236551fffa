using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Editing;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Tests.Editing;

public sealed class KeptCallsTests
{
    [Fact]
    public void With_kept_calls_an_analysis_says_the_same_as_without()
    {
        var sources = new Texts();
        var kept = new KeptCalls();
        foreach (var round in (string[])["", "one: more\n", "", "{{ params.x }}\n"])
            foreach (var file in Texts.Files)
            {
                // A block that is called changes meanwhile, and is right again afterwards.
                sources.Change("runbooks/blocks/survey.yaml", round);
                var (with, without) = (Analysis.Of(sources[file], sources, kept), Analysis.Of(sources[file], sources));

                Assert.Equal(Shown(without), Shown(with));
            }
    }

    private static string Shown(Analysis analysis) => string.Join('\n',
    [
        DiagnosticRenderer.Render(analysis.Diagnostics.OrderBy(one => one.Location?.ToString(), StringComparer.Ordinal)),
        .. analysis.Symbols.Occurrences.Select(one => $"{one.Location} {one.Symbol.Written} {one.Type} {one.IsDeclaration}").Order(StringComparer.Ordinal),
        .. analysis.Sources.Select(source => source.Name).Order(StringComparer.Ordinal),
    ]);

    /// <summary>The shipped runbooks; a text is the same object until it changes.</summary>
    private sealed class Texts : ISources
    {
        private readonly Dictionary<string, SourceText> _texts = Files.ToDictionary(file => file, Read);

        public static IReadOnlyList<string> Files { get; } =
        [
            .. Directory.EnumerateFiles(Repository.At("runbooks"), "*.yaml", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file)).Where(file => !file.Contains("scenarios") && !file.EndsWith(".test.yaml", StringComparison.Ordinal)),
        ];

        public SourceText this[string file] => _texts[file];

        public void Change(string file, string end)
        {
            if (!_texts[file].Content.EndsWith("# end\n" + end, StringComparison.Ordinal)) _texts[file] = new(file, Read(file).Content + "# end\n" + end);
        }

        public SourceText? Open(SourceText from, string path) =>
            _texts.GetValueOrDefault(Path.GetRelativePath(Repository.Root, Path.GetFullPath(Repository.At(Path.GetDirectoryName(from.Name)!, path))));

        private static SourceText Read(string file) => SourceReader.Open(file, File.ReadAllBytes(Repository.At(file)));
    }
}
