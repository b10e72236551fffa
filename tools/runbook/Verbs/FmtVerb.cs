using System.CommandLine;
using System.Text;
using MeshRunbook.Cli.Annotations;
using MeshRunbook.Cli.Runbooks;
using MeshRunbook.Language.Diagnostics;
using MeshRunbook.Language.Formatting;
using MeshRunbook.Language.Text;
using MeshRunbook.Language.Yaml;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook fmt`: runbooks in canonical form.</summary>
internal static class FmtVerb
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Runbooks, folders with runbooks, or `-` for standard input", Arity = ArgumentArity.OneOrMore };
        var check = new Option<bool>("--check") { Description = "Change nothing; list the files that are not in canonical form and end with 1" };
        var diff = new Option<bool>("--diff") { Description = "Change nothing; show what would change" };
        var output = SharedOptions.OutputAlsoForGitHub();
        var command = new Command("fmt",
            "Put runbooks into canonical form. Comments stay, and nothing changes its meaning.\n\nExamples:\n  runbook fmt runbooks/\n  runbook fmt --check runbooks/")
        {
            paths, check, diff, output,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(paths), parsed.GetValue(check), parsed.GetValue(diff), parsed.GetRequiredValue(output) == "github"));
        return command;
    }

    private static int Run(string[] paths, bool isCheck, bool isDiff, bool isForGitHub)
    {
        if (isForGitHub && !isCheck) throw Refusal.Usage("`--output github` goes with `--check`", "write: runbook fmt --check --output github PATH");
        var changed = 0;
        var broken = 0;
        var files = paths.SelectMany(path => path == StandardInput ? [path] : RunbookFile.FilesOf(path)).Distinct().ToList();
        foreach (var file in files)
        {
            var source = Open(file);
            var formatted = Formatter.Format(source);
            if (formatted.Text is not { } text)
            {
                if (isForGitHub) foreach (var diagnostic in formatted.Diagnostics) Console.Out.WriteLine(Annotation.Of(diagnostic));
                else Console.Error.Write(DiagnosticRenderer.Render(formatted.Diagnostics) + "\n");
                broken++;
                continue;
            }

            var isChanged = text != source.Content;
            if (isChanged) changed++;
            if (isDiff && isChanged) Console.Out.Write(LineDiff.Of(file, source.Content, text));
            else if (isCheck && isChanged) Console.Out.WriteLine(isForGitHub ? Remark(file, source.Content, text) : file);
            else if (file == StandardInput && !isCheck && !isDiff) Console.Out.Write(text);
            else if (isChanged && !isCheck && !isDiff) Write(file, text);
        }

        if (broken > 0) return ExitCode.Invalid;
        if (isCheck && changed > 0)
        {
            Console.Error.WriteLine($"{Words.Count(changed, "runbook")} of {files.Count} not in canonical form: `runbook fmt` puts them into it");
            return ExitCode.Failed;
        }

        return ExitCode.Done;
    }

    private static Annotation Remark(string file, string before, string after)
    {
        var (old, @new) = (before.Split('\n'), after.Split('\n'));
        var first = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        var same = old.Reverse().Zip(@new.Reverse()).Take(Math.Min(old.Length, @new.Length) - first).TakeWhile(pair => pair.First == pair.Second).Count();
        return new(AnnotationLevel.Error, "not in canonical form", $"`runbook fmt {file}` puts it into canonical form")
        {
            File = RepositoryPath.Of(file), Place = new(Math.Min(first + 1, old.Length), Math.Max(first + 1, old.Length - same)),
        };
    }

    private static SourceText Open(string file)
    {
        if (file != StandardInput) return SourceReader.Open(file, RunbookFile.Read(file));
        using var input = Console.OpenStandardInput();
        var bytes = new byte[SourceReader.MaxBytes + 1];
        return SourceReader.Open("standard input", bytes.AsSpan(0, input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
    }

    /// <summary>In one step, so that nobody finds half a file.</summary>
    private static void Write(string file, string text)
    {
        var whole = new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
        var next = whole + ".fmt";
        File.WriteAllText(next, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(next, File.GetUnixFileMode(whole));
        File.Move(next, whole, overwrite: true);
        Console.Out.WriteLine(file);
    }
}
