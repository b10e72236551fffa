using System.CommandLine;
using MeshRunbook.Language.Schema;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook schema`: the JSON Schema that editors complete and check by.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of runbooks.\n\nExample:\n  runbook schema > schemas/runbook.v1.schema.json");
        command.SetAction(_ =>
        {
            Console.Out.Write(RunbookSchema.Generate());
            return ExitCode.Done;
        });
        return command;
    }
}
