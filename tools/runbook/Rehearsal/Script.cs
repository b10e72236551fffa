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
                    "expect" => script with { Expect = Expectation(Mapping(value)) },
                    var other => throw Unknown(key, other, "parameters, answers, before, expect"),
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

        private Expectation Expectation(YamlMappingNode node)
        {
            var expect = new Expectation { IsGiven = true };
            foreach (var (key, value) in node.Children)
                expect = Name(key) switch
                {
                    "result" => expect with { Result = Name(value) },
                    "at" => expect with { At = Name(value) },
                    "unchanged" => expect with { Unchanged = Name(value) == "true" },
                    "restored" => expect with { Restored = Name(value) == "true" },
                    "probes" => expect with { ProbesFail = Name(value) == "failed" },
                    var other => throw Unknown(key, other, "result, at, unchanged, restored, probes"),
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

/// <summary>A run that is done first on the same mesh.</summary>
internal sealed record Prelude
{
    public string Runbook { get; init; } = "";

    public string Parameters { get; init; } = "";

    public IReadOnlyList<(string Gate, bool Approves)> Answers { get; init; } = [];

    /// <summary>Whether the rehearsed runbook takes this run back, and gets its parameters from it.</summary>
    public bool IsTakenBack { get; init; }
}

/// <summary>How a rehearsal must end.</summary>
internal sealed record Expectation
{
    public bool IsGiven { get; init; }

    /// <summary>done, failed or rejected.</summary>
    public string Result { get; init; } = "done";

    /// <summary>The step at which it fails or is rejected; null for any.</summary>
    public string? At { get; init; }

    /// <summary>The run changes nothing in the mesh.</summary>
    public bool Unchanged { get; init; }

    /// <summary>The run brings the mesh back to what it was before the run that it takes back.</summary>
    public bool Restored { get; init; }

    public bool ProbesFail { get; init; }
}
