using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Language.Symbols;

/// <summary>
/// What the compiler found out about names while it read a runbook and those that it calls: for editors. It is told what is bound,
/// also where other things are wrong.
/// </summary>
public sealed class SymbolTable
{
    private readonly HashSet<Occurrence> _occurrences = [];
    private readonly HashSet<SymbolTable> _included = [];
    private readonly List<Site> _sites = [];
    private readonly Dictionary<Symbol, Location> _declarations = [];
    private readonly Dictionary<ParameterSymbol, Parameter> _parameters = [];
    private readonly Dictionary<StepSymbol, Step> _steps = [];
    private readonly Dictionary<OutputSymbol, Output> _outputs = [];
    private readonly Dictionary<string, Plan> _plans = new(StringComparer.Ordinal);
    private readonly Dictionary<(string File, string Path), string> _paths = [];

    /// <summary>All names of all texts that were read.</summary>
    public IReadOnlyCollection<Occurrence> Occurrences => _occurrences;

    /// <summary>All places with templates of the text itself, without those of the runbooks that it calls.</summary>
    public IReadOnlyList<Site> Sites => _sites;

    public Location? DeclarationOf(Symbol symbol) => _declarations.GetValueOrDefault(symbol);

    public Parameter? Find(ParameterSymbol symbol) => _parameters.GetValueOrDefault(symbol);

    public Step? Find(StepSymbol symbol) => _steps.GetValueOrDefault(symbol);

    public Output? Find(OutputSymbol symbol) => _outputs.GetValueOrDefault(symbol);

    /// <summary>The runbook of a file, as far as it could be read.</summary>
    public Plan? PlanOf(string file) => _plans.GetValueOrDefault(file);

    /// <summary>The name of the text that a path means in a file; null where there is none.</summary>
    public string? Resolve(string file, string path) => _paths.GetValueOrDefault((file, path));

    internal void Use(Symbol symbol, Location location, DataType? type = null) =>
        _occurrences.Add(new(symbol, WithoutQuotes(location), IsDeclaration: false, type));

    internal void Declare(Symbol symbol, Location location, DataType? type = null)
    {
        location = WithoutQuotes(location);
        if (_declarations.TryAdd(symbol, location)) _occurrences.Add(new(symbol, location, IsDeclaration: true, type));
    }

    internal void Declare(Parameter parameter, Location location)
    {
        var symbol = new ParameterSymbol(location.Source.Name, parameter.Name);
        Declare(symbol, location, parameter.Type);
        _parameters.TryAdd(symbol, parameter);
    }

    /// <summary>Outputs of a step, or of the runbook itself.</summary>
    internal void Declare(string? stepId, IEnumerable<Output> outputs, YamlNode? node)
    {
        if (node is not YamlMapping mapping) return;
        foreach (var output in outputs)
        {
            if (mapping.Find(output.Name) is not { Key: var key }) continue;
            var symbol = new OutputSymbol(key.Location.Source.Name, stepId, output.Name);
            Declare(symbol, key.Decoded.Location, output.Type);
            _outputs.TryAdd(symbol, output);
        }
    }

    internal void Describe(Step step) => _steps.TryAdd(new(step.Location.Source.Name, step.Id), step);

    internal void Describe(Plan plan) => _plans[plan.Source.Name] = plan;

    internal void Call(Location path, string written, SourceText called)
    {
        _paths.TryAdd((path.Source.Name, written), called.Name);
        Use(new RunbookSymbol(called.Name), path);
    }

    internal void Add(Site site) => _sites.Add(site);

    /// <summary>Takes over what is known of a runbook that is called, and of those that it calls.</summary>
    internal void Include(SymbolTable called)
    {
        if (!_included.Add(called)) return;
        _occurrences.UnionWith(called._occurrences);
        foreach (var (symbol, location) in called._declarations) _declarations.TryAdd(symbol, location);
        foreach (var (symbol, parameter) in called._parameters) _parameters.TryAdd(symbol, parameter);
        foreach (var (symbol, step) in called._steps) _steps.TryAdd(symbol, step);
        foreach (var (symbol, output) in called._outputs) _outputs.TryAdd(symbol, output);
        foreach (var (file, plan) in called._plans) _plans.TryAdd(file, plan);
        foreach (var (written, file) in called._paths) _paths.TryAdd(written, file);
    }

    private static Location WithoutQuotes(Location location)
    {
        var text = location.Source.Content.AsSpan(location.Span.Start, location.Span.Length);
        return text is ['"' or '\'', .., '"' or '\'']
            ? new(location.Source, new Span(location.Span.Start + 1, text.Length - 2))
            : location;
    }
}
