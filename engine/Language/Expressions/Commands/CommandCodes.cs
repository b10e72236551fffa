using MeshRunbook.Language.Diagnostics;

namespace MeshRunbook.Language.Expressions.Commands;

/// <summary>What can be wrong with a command line.</summary>
public static class CommandCodes
{
    public static Code NotClosed { get; } = new("RB0301", Severity.Error, "a quote is not closed", """
        A command is split into words as a shell would: a quote goes up to the next one of its kind, and a backslash needs a
        character behind it.

        wrong: run: kubectl annotate ns payments note="moved today
        right: run: kubectl annotate ns payments note="moved today"
        """);

    public static Code ShellSyntax { get; } = new("RB0302", Severity.Error, "a command with the syntax of a shell", """
        `run` starts one command without a shell: there are no pipes, redirections, variables, lists of commands or comments.
        Quote the character if it is meant as text, or use `shell`, where values come from `env`.

        wrong: run: kubectl get pods -o name | wc -l
        right: shell: kubectl get pods -o name | wc -l

        wrong: run: echo $HOME
        right: run: echo '$HOME'      which prints $HOME
        """);

    public static Code NoCommand { get; } = new("RB0303", Severity.Error, "a command without a program", """
        The first word of a command is the program to start.

        wrong: run: ""
        right: run: kubectl version
        """);

    public static Code ListInWord { get; } = new("RB0304", Severity.Error, "a list in a part of a word", """
        Only a word that is nothing but `{{ }}`, without quotes, becomes one argument for each item. Within a word, say how the
        items are to be written.

        wrong: --namespaces={{ params.namespaces }}
        right: --namespaces={{ join params.namespaces ',' }}
        right: {{ flags '--namespace' params.namespaces }}
        """);

    public static Code Assignment { get; } = new("RB0305", Severity.Error, "a variable is set before a command", """
        Setting a variable for one command is a thing of shells. Use `env` at the top of the runbook for all commands, the program
        `env` for one, or a `shell` step with its own `env`.

        wrong: run: KUBECONFIG={{ params.kubeconfig }} kubectl version
        right: run: env KUBECONFIG={{ params.kubeconfig }} kubectl version
        """);

    internal static IEnumerable<Code> All { get; } = [NotClosed, ShellSyntax, NoCommand, ListInWord, Assignment];
}
