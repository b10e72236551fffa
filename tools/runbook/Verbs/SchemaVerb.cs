using System.CommandLine;
using MeshRunbook.Language.Schema;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook schema`: the JSON Schema that editors complete and check by.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var kind = new Option<string>("--kind") { Description = "Of what: runbook, or test", DefaultValueFactory = _ => "runbook" };
        kind.AcceptOnlyFromAmong("runbook", "test");
        var command = new Command("schema", "Print the JSON Schema of runbooks, or of their tests.\n\n"
            + "Examples:\n  runbook schema > schemas/runbook.v1.schema.json\n  runbook schema --kind test > schemas/runbook-test.v1.schema.json") { kind };
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetRequiredValue(kind) == "test" ? RunbookSchema.GenerateOfTests() : RunbookSchema.Generate());
            return ExitCode.Done;
        });
        return command;
    }
}
