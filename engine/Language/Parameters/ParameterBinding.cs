using System.Collections.Immutable;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Parameters;

/// <summary>
/// Gives a plan's parameters their values. What stands nearer to the one who starts the run wins: the command line and answers
/// before files, files before the environment, the environment before records of another run, those before defaults.
/// </summary>
public sealed class ParameterBinding
{
    /// <summary>A variable with this prefix and a parameter's exact name gives that parameter a value.</summary>
    public const string EnvironmentPrefix = "RUNBOOK_PARAM_";

    private readonly Dictionary<string, Parameter> _parameters;
    private readonly Dictionary<string, Candidate> _chosen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics = [];

    private ParameterBinding(Plan plan) => _parameters = plan.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>All mistakes at once; a value that is overruled is checked all the same.</summary>
    public static BoundParameters Bind(Plan plan, IEnumerable<GivenValue> given)
    {
        var binding = new ParameterBinding(plan);
        foreach (var value in given) binding.Take(value);
        return binding.Finish(plan);
    }

    private void Take(GivenValue given)
    {
        switch (given)
        {
            case CommandLineValue value:
                TakeCommandLine(value);
                break;
            case ParameterFile file:
                TakeFile(file);
                break;
            case WrittenValue value:
                TakeNode(value.Name, value.At, value.Node, new(Rank.File, value.At.Source.Name, ""), _diagnostics);
                break;
            case EnvironmentValue value when _parameters.TryGetValue(value.Name, out var parameter):
                TakeText(parameter, value.Text, new(Rank.Environment, $"the environment variable {value.Variable}", $"env:{value.Variable}"));
                break;
            case PromptedValue value when _parameters.TryGetValue(value.Name, out var parameter):
                TakeText(parameter, value.Text, new(Rank.Person, "the prompt", "prompt"));
                break;
            case RecordedValue value when _parameters.TryGetValue(value.Name, out var parameter):
                TakeRecorded(parameter, value);
                break;
        }
    }

    private void TakeCommandLine(CommandLineValue value)
    {
        if (!_parameters.TryGetValue(value.Name, out var parameter))
        {
            _diagnostics.Add(ParameterCodes.Unknown, $"the runbook has no parameter `{value.Name}`", null, help: Near(value.Name, _diagnostics));
            return;
        }

        if (parameter.IsSecret)
        {
            _wrong.Add(parameter.Name);
            _diagnostics.Add(ParameterCodes.SecretOnCommandLine, $"`{parameter.Name}` is secret and cannot be given on the command line", null,
                help: $"give it in a parameter file, or as the environment variable {EnvironmentPrefix}{parameter.Name}");
            return;
        }

        if (_chosen.TryGetValue(value.Name, out var other) && other.Origin.Rank == Rank.Person)
            _diagnostics.Add(ParameterCodes.GivenTwice, $"`--param {value.Name}=...` is given twice", null, help: "give it once");
        TakeText(parameter, value.Text, new(Rank.Person, "--param", ""));
    }

    private void TakeFile(ParameterFile file)
    {
        Func<string, bool>? isPublic = _parameters.Values.All(parameter => !parameter.IsSecret)
            ? null
            : name => _parameters.TryGetValue(name, out var parameter) && !parameter.IsSecret;
        foreach (var problem in file.Text.Problems)
            _diagnostics.Add(problem.Location is { } at ? new SecretLines(at.Source, new(null, IsCut: true), isPublic).Of(problem) : problem);
        if (file.Text.Problems.Any(problem => problem.Severity == Severity.Error)) return;
        var remarks = new DiagnosticBag();
        var document = YamlReader.Read(file.Text, remarks);
        var lines = new SecretLines(file.Text, document, isPublic);
        TakeValues(file, document.Root, remarks);
        // A file in which no value stands yet gives none.
        foreach (var remark in remarks)
            if (remark.Code != YamlCodes.Empty) _diagnostics.Add(lines.Of(remark));
    }

    private void TakeValues(ParameterFile file, YamlNode? root, DiagnosticBag remarks)
    {
        if (root is not YamlMapping mapping)
        {
            if (root is not (null or YamlBroken) && !remarks.HasErrors)
                remarks.Add(ParameterCodes.NoMapping, $"a parameter file must be a mapping, not {root.Noun}", root.Location,
                    help: "write one `NAME: VALUE` on each line");
            return;
        }

        foreach (var (key, node) in mapping.Entries) TakeNode(key.Text, key.Location, node, new(Rank.File, file.Text.Name, $"file:{file.Path}"), remarks);
    }

    private void TakeNode(string name, Location at, YamlNode node, Origin origin, DiagnosticBag remarks)
    {
        if (!_parameters.TryGetValue(name, out var parameter))
        {
            remarks.Add(ParameterCodes.Unknown, $"the runbook has no parameter `{name}`", at, "no such parameter", Near(name, remarks));
            return;
        }

        Choose(parameter, ValueReader.Read(node, parameter.Type, remarks, ParameterCodes.WrongValue, $"`{parameter.Name}`", parameter.IsSecret), origin);
    }

    private void TakeText(Parameter parameter, string text, Origin origin)
    {
        var (value, problem) = ValueText.Parse(text, parameter.Type);
        if (problem is not null)
            Refuse(parameter, parameter.IsSecret ? $"is not of type {parameter.Type}" : problem, origin);
        Choose(parameter, problem is null ? value : null, origin);
    }

    private void TakeRecorded(Parameter parameter, RecordedValue recorded)
    {
        // Another run may have recorded less than this one asks for; then the value is missing, not wrong.
        if (recorded.Value is NullValue) return;
        var origin = new Origin(Rank.Record, recorded.Origin, "");
        var value = ValueCheck.Shaped(recorded.Value, parameter.Type);
        var problem = ValueCheck.Problem(value.MarkedSecret(parameter.IsSecret), parameter.Type);
        if (problem is not null) Refuse(parameter, problem, origin);
        Choose(parameter, problem is null ? value : null, origin);
    }

    private void Refuse(Parameter parameter, string problem, Origin origin) =>
        _diagnostics.Add(ParameterCodes.WrongValue, $"`{parameter.Name}` from {origin.ForPeople} {problem}", null, help: parameter.Description);

    private void Choose(Parameter parameter, Value? value, Origin origin)
    {
        if (value is null)
        {
            _wrong.Add(parameter.Name);
            return;
        }

        if (!_chosen.TryGetValue(parameter.Name, out var other) || origin.Rank >= other.Origin.Rank)
            _chosen[parameter.Name] = new(value.MarkedSecret(parameter.IsSecret), origin);
    }

    private BoundParameters Finish(Plan plan)
    {
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        var origins = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var secrets = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var missing = ImmutableArray.CreateBuilder<Parameter>();
        foreach (var parameter in plan.Parameters)
        {
            if (_chosen.TryGetValue(parameter.Name, out var chosen))
            {
                values.Add(new(parameter.Name, chosen.Value));
                origins.Add(parameter.Name, chosen.Origin.ForPeople);
                if (parameter.IsSecret && chosen.Origin.Again.Length > 0) secrets.Add(parameter.Name, chosen.Origin.Again);
            }
            else if (!parameter.IsRequired)
            {
                values.Add(new(parameter.Name, parameter.Default ?? Value.Null));
                origins.Add(parameter.Name, parameter.Default is null ? "not given" : "the default");
            }
            else if (!_wrong.Contains(parameter.Name))
            {
                missing.Add(parameter);
            }
        }

        foreach (var parameter in missing)
            _diagnostics.Add(ParameterCodes.Missing,
                $"the parameter `{parameter.Name}` ({parameter.Type}) is missing" + (parameter.Description is { } text ? $": {text}" : ""), null,
                help: parameter.IsSecret
                    ? $"give it in a parameter file, or as the environment variable {EnvironmentPrefix}{parameter.Name}"
                    : $"add --param {parameter.Name}=VALUE");
        return new(new(values.ToImmutable()), origins.ToImmutable(), secrets.ToImmutable(), missing.ToImmutable(), _diagnostics.Sorted())
        {
            GivenByHand = [.. _chosen.Where(entry => entry.Value.Origin.Rank == Rank.Person).Select(entry => entry.Key)],
        };
    }

    private Advice? Near(string name, DiagnosticBag diagnostics) => diagnostics.IsLong ? null : Suggestion.Help(name, _parameters.Keys, "it has the parameters");

    private enum Rank { Record, Environment, File, Person }

    private sealed record Origin(Rank Rank, string ForPeople, string Again);

    private sealed record Candidate(Value Value, Origin Origin);
}
