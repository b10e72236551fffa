using System.CommandLine;

namespace MeshRunbook.Cli.Verbs;

/// <summary>`runbook completion`: a script that completes verbs, options and files in a shell.</summary>
internal static class CompletionVerb
{
    private const string Bash = """
        _runbook() {
          local candidates
          mapfile -t candidates < <(runbook "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
          mapfile -t COMPREPLY < <(compgen -W "${candidates[*]}" -- "${COMP_WORDS[COMP_CWORD]}")
          if [ ${#COMPREPLY[@]} -eq 0 ]; then mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"); fi
        }
        complete -o filenames -F _runbook runbook

        """;

    private const string Zsh = """
        #compdef runbook
        _runbook() {
          local -a candidates
          candidates=("${(@f)$(runbook "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -- ${candidates:#} || _files
        }
        compdef _runbook runbook

        """;

    private const string Fish = """
        complete -c runbook -a '(runbook "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'

        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes in a shell.\n\nExample:\n  runbook completion bash > ~/.local/share/bash-completion/completions/runbook") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return ExitCode.Done;
        });
        return command;
    }
}
