using System.CommandLine;
using MeshRunbook.Cli.LanguageServer;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook lsp`: a language server for editors.</summary>
internal static class LspVerb
{
    public static Command Create()
    {
        // Editors' libraries add it to every server that speaks over standard input and output.
        var stdio = new Option<bool>("--stdio") { Description = "Speak over standard input and output, as it does anyway" };
        var command = new Command("lsp",
            "Serve an editor over standard input and output (language server protocol).\n\nExample, in Helix's languages.toml:\n  [language-server.runbook]\n  command = \"runbook\"\n  args = [\"lsp\"]")
        {
            stdio,
        };
        command.SetAction(async _ =>
        {
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            return await Server.RunAsync(new BufferedStream(input), output);
        });
        return command;
    }
}
