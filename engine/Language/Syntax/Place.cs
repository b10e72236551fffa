using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Syntax;

/// <summary>Where in a runbook something is read: the names that may be used there, and where to report mistakes.</summary>
/// <param name="Subject">What is being read, as messages call it: `` `timeout` ``.</param>
internal sealed record Place(RunbookFile File, Names Names, string Subject)
{
    /// <summary>The innermost loop or parallel step around this place, as messages call it; null at the top level.</summary>
    public string? Inside { get; init; }

    public DiagnosticBag Diagnostics => File.Diagnostics;

    public Place About(string subject) => this with { Subject = subject };

    public void Report(Code code, string message, Location location, string? label = null, Advice? help = null) =>
        Diagnostics.Add(code, message, location, label, help);
}
