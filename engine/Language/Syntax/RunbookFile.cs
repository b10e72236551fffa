using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Steps;
using MeshRunbook.Language.Symbols;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Syntax;

/// <summary>A runbook's text while it is being compiled: what has been seen of it so far.</summary>
/// <param name="callers">The runbooks whose calls led here, the outermost first.</param>
internal sealed class RunbookFile(SourceText source, DiagnosticBag diagnostics, Calls calls, IEnumerable<RunbookFile> callers)
{
    private readonly Dictionary<string, Location> _ids = new(StringComparer.Ordinal);

    public SourceText Source { get; } = source;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>The runbooks that are called.</summary>
    public Calls Calls { get; } = calls;

    public IReadOnlyList<RunbookFile> Callers { get; } = [.. callers];

    /// <summary>Parameters that some expression uses.</summary>
    public HashSet<string> UsedParameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Is told what names stand for; null where nobody asks.</summary>
    public SymbolTable? Symbols { get; init; }

    /// <summary>The texts that were opened for it and for those that it calls.</summary>
    public List<Opening> Openings { get; } = [];

    /// <summary>How deep calls go on from it.</summary>
    public int Height { get; set; }

    /// <summary>How many patterns were read: each costs more than its length tells.</summary>
    public int Patterns { get; set; }

    /// <summary>Whether the runbook names one that takes it back.</summary>
    public bool HasRollback { get; set; }

    /// <summary>Takes an id for a step, checkpoint or branch; reports it where another has it.</summary>
    public void Claim(string id, Location location)
    {
        if (_ids.TryAdd(id, location))
        {
            Symbols?.Declare(new StepSymbol(Source.Name, id), location);
            return;
        }

        Diagnostics.Add(StructureCodes.DuplicateName, $"the id `{id}` is used twice", location, $"first on line {_ids[id].Line}",
            "ids are unique in a file: choose another");
    }
}
