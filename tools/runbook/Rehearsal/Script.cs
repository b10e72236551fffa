using MeshRunbook.Language.Types;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshRunbook.Cli.Rehearsal;

/// <summary>How a runbook is rehearsed on a mesh: with which parameters and answers, after which other runs, and what it proves.</summary>
internal sealed record Script
{
    /// <summary>YAML text of the parameters; empty for none.</summary>
    public string Parameters { get; init; } = "";

    public IReadOnlyList<(string Gate, bool Approves)> Answers { get; init; } = [];

    public IReadOnlyList<Prelude> Before { get; init; } = [];

    /// <summary>What happens in the mesh during the rehearsed run, and is not its doing.</summary>
    public IReadOnlyList<Happening> Meanwhile { get; init; } = [];

    /// <summary>How long the rehearsed run waits at most in steps with these addresses, where the runbook says longer.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Patience { get; init; } = new Dictionary<string, TimeSpan>();

    public Expectation Expect { get; init; } = new();

    /// <summary>The section `rehearsal` of a scenario, or a whole file of answers.</summary>
    /// <exception cref="Refusal">The file cannot be read, or says something else.</exception>
    public static Script Read(string file, bool section)
    {
        if (!File.Exists(file)) throw Refusal.Usage($"there is no file `{file}`", "check the path");
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(file)));
            var root = stream.Documents is [var document, ..] ? document.RootNode as YamlMappingNode : null;
            var node = section ? root?.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode { Value: "rehearsal" }).Value as YamlMappingNode : root;
            return node is null ? new Script() : new Reader(file).Script(node);
        }
        catch (YamlException problem)
        {
            throw Refusal.Invalid($"{file}:{problem.Start.Line}:{problem.Start.Column}: {problem.Message}", "correct the YAML");
        }
    }

    /// <summary>The script of a scenario, overruled by a file of answers where there is one.</summary>
    public static Script Read(string scenario, string? answers)
    {
        var script = Read(scenario, section: true);
        return answers is null ? script : script.Overruled(Read(answers, section: false));
    }

    /// <summary>This script with what another one says instead.</summary>
    public Script Overruled(Script other) => this with
    {
        Parameters = other.Parameters.Length > 0 ? other.Parameters : Parameters,
        Answers = [.. other.Answers, .. Answers],
        Before = other.Before.Count > 0 ? other.Before : Before,
        Meanwhile = other.Meanwhile.Count > 0 ? other.Meanwhile : Meanwhile,
        Patience = other.Patience.Count > 0 ? other.Patience : Patience,
        Expect = other.Expect.IsGiven ? other.Expect : Expect,
    };

    /// <summary>Reads the parts of a script; what it does not know is refused with its line.</summary>
    private sealed class Reader(string file)
    {
        public Script Script(YamlMappingNode node)
        {
            var script = new Script();
            foreach (var (key, value) in node.Children)
                script = Name(key) switch
                {
                    "parameters" => script with { Parameters = Text(value) },
                    "answers" => script with { Answers = Answers(value) },
                    "before" => script with { Before = [.. Sequence(value).Select(Prelude)] },
                    "meanwhile" => script with { Meanwhile = [.. Sequence(value).Select(Happening)] },
                    "patience" => script with { Patience = Mapping(value).Children.ToDictionary(entry => Name(entry.Key), entry => Duration(entry.Value)) },
                    "expect" => script with { Expect = Expectation(Mapping(value)) },
                    var other => throw Unknown(key, other, "parameters, answers, before, meanwhile, patience, expect"),
                };
            return script;
        }

        private Prelude Prelude(YamlNode node)
        {
            var prelude = new Prelude();
            foreach (var (key, value) in Mapping(node).Children)
                prelude = Name(key) switch
                {
                    "runbook" => prelude with { Runbook = Path.Combine(Path.GetDirectoryName(file) ?? "", Name(value)) },
                    "parameters" => prelude with { Parameters = Text(value) },
                    "answers" => prelude with { Answers = Answers(value) },
                    "rollback" => prelude with { IsTakenBack = Name(value) == "true" },
                    var other => throw Unknown(key, other, "runbook, parameters, answers, rollback"),
                };
            return prelude.Runbook.Length > 0 ? prelude : throw Refused(node, "`before` needs `runbook`", "add runbook: PATH");
        }

        private Happening Happening(YamlNode node)
        {
            var happening = new Happening("", "");
            foreach (var (key, value) in Mapping(node).Children)
                happening = Name(key) switch
                {
                    "after" => happening with { After = Name(value) },
                    "run" => happening with { Script = Name(value) },
                    var other => throw Unknown(key, other, "after, run"),
                };
            return happening.After.Length > 0 && happening.Script.Length > 0
                ? happening
                : throw Refused(node, "what happens meanwhile needs `after` and `run`", "add after: ADDRESS and run: SCRIPT");
        }

        private TimeSpan Duration(YamlNode node) =>
            DurationText.TryParse(Name(node), out var duration) ? duration : throw Refused(node, $"`{Name(node)}` is no duration", "write it like 5s or 2m");

        private Expectation Expectation(YamlMappingNode node)
        {
            var expect = new Expectation { IsGiven = true };
            foreach (var (key, value) in node.Children)
                expect = Name(key) switch
                {
                    "result" => expect with { Result = Name(value) },
                    "at" => expect with { At = Name(value) },
                    "unchanged" => expect with { Unchanged = Name(value) == "true" },
                    "since" => expect with { Since = Name(value) },
                    "says" => expect with { Says = [.. Sequence(value).Select(Name)] },
                    "restored" => expect with { Restored = Name(value) == "true" },
                    "probes" => expect with { ProbesFail = Name(value) == "failed" },
                    var other => throw Unknown(key, other, "result, at, unchanged, since, says, restored, probes"),
                };
            return expect;
        }

        private List<(string, bool)> Answers(YamlNode node) => [.. Mapping(node).Children.Select(entry => (Name(entry.Key), Name(entry.Value) switch
        {
            "approve" => true,
            "reject" => false,
            var other => throw Refused(entry.Value, $"an answer is approve or reject, not `{other}`", "write approve or reject"),
        }))];

        /// <summary>A mapping as a text of its own, so that it can be read as a file of parameters.</summary>
        private static string Text(YamlNode node)
        {
            var text = new StringWriter();
            new YamlStream(new YamlDocument(node)).Save(text, assignAnchors: false);
            return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
        }

        private YamlMappingNode Mapping(YamlNode node) =>
            node as YamlMappingNode ?? throw Refused(node, "a mapping is expected here", "write NAME: VALUE");

        private IEnumerable<YamlNode> Sequence(YamlNode node) =>
            node as YamlSequenceNode ?? throw Refused(node, "a list is expected here", "begin each item with `- `");

        private static string Name(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

        private Refusal Unknown(YamlNode node, string name, string names) =>
            Refused(node, $"a rehearsal has no `{name}`", Language.Diagnostics.Suggestion.Help(name, names.Split(", "))?.Text ?? $"it has {names}");

        private Refusal Refused(YamlNode node, string message, string help) =>
            Refusal.Invalid($"{file}:{node.Start.Line}:{node.Start.Column}: {message}", help);
    }
}
