using System.Text;
using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Tests.Compiling;

/// <summary>Runbooks damaged at random: whatever the text, the compiler answers and never throws.</summary>
public sealed class MutationTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{", "}", "[", "]", "'", "\"", ":", ": ", "- ", "\n", "\n  ", "  ", "\t", "#", " #", "&a ", "*a", "!x ", "|", ">", "%", "@",
        "\\", "? ", ",", "---\n", "...\n", "~", "null", "\u00e4", "\U0001F600", "\0", "\ufeff", "\r", "<<: ", "params.", "steps.", "(", ")", "|-\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_runbook_gets_diagnostics_and_no_exception(int seed)
    {
        var folder = Repository.At("tests", "Cases", "everything");
        var original = File.ReadAllText(Path.Combine(folder, "runbook.yaml"));
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var text = Damage(original, random);

            var failure = Record.Exception(() =>
            {
                var compilation = RunbookCompiler.Compile("runbook.yaml", Encoding.UTF8.GetBytes(text), new FolderSources(folder));
                DiagnosticRenderer.Render(compilation.Diagnostics);
            });

            Assert.True(failure is null, $"{failure}\n{text}");
        }
    }

    private static string Damage(string original, Random random)
    {
        var text = new StringBuilder(original);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(0, 30), text.Length - at);
            if (random.Next(3) == 0) text.Remove(at, length);
            else if (random.Next(2) == 0) text.Insert(at, Pieces[random.Next(Pieces.Length)]);
            else text.Insert(at, text.ToString(random.Next(text.Length - length), length));
        }

        return text.ToString();
    }
}
